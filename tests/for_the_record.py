"""Events nobody hears today; they are told for the record and for partners who may want to follow."""

FOR_THE_RECORD: tuple[str, ...] = ()
