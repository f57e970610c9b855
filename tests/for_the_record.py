"""Events nobody hears today; they are told for the record and for partners who may want to follow."""

FOR_THE_RECORD: tuple[str, ...] = (
    "notifications.alert_raised",
    "placements.place_changed",
    "placements.provider_registered",
    "placements.quota_set",
    "registration.admission_rechecked",
    "registration.document_withdrawn",
    "registration.final_report_signed",
    "registration.social_service_registered",
)
