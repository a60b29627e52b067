"""The forum's tests knock more often than any person does."""

import pytest

from peerhub.core.config import Config


@pytest.fixture
def config(config: Config) -> Config:
    return config.model_copy(update={"limits": "off"})
