"""Settings: embedded by default, one clear line for whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.settings import SettingsWrong, from_environment


def test_without_variables_everything_is_embedded(tmp_path: Path) -> None:
    settings = from_environment({}, data_dir=tmp_path)
    assert settings.is_embedded
    assert settings.database_of("registration") == f"sqlite:///{tmp_path}/registration.sqlite"
    assert settings.address == "http://127.0.0.1:8000"


def test_the_service_is_filled_into_the_database_url_and_one_may_live_elsewhere() -> None:
    settings = from_environment(
        {
            "SSIP_DATABASE_URL": "postgresql://ssip_{service}@db/ssip",
            "SSIP_DATABASE_URL_BILLING": "postgresql://ssip_billing@other/ssip",
        }
    )
    assert settings.database_of("casework") == "postgresql://ssip_casework@db/ssip"
    assert settings.database_of("billing") == "postgresql://ssip_billing@other/ssip"


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"SSIP_DATABSE_URL": "x"}, "SSIP_DATABSE_URL is not a setting"),
        ({"SSIP_PORT": "eighty"}, "SSIP_PORT must be a whole number"),
        ({"SSIP_DATABASE_URL": "nonsense"}, "malformed"),
        ({"SSIP_BROKER_URL": "http://broker"}, "amqp://"),
        ({"SSIP_BROKER_URL": "amqp://broker"}, "need PostgreSQL"),
        ({"SSIP_BASE_URL": "portal.example"}, "http://"),
        ({"SSIP_SECRET_KEY": "short"}, "at least 32"),
    ],
)
def test_a_wrong_variable_stops_the_start_with_a_clear_line(variables: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsWrong, match=word):
        from_environment(variables)


def test_the_secret_is_made_once_and_kept_for_the_owner_only(tmp_path: Path) -> None:
    settings = from_environment({}, data_dir=tmp_path)
    assert settings.secret() == settings.secret()
    assert len(settings.secret()) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
