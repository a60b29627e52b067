"""The settings as `peerhub serve --help` and the README's table show them: one source, the Config."""

from __future__ import annotations

from peerhub.core.config import Config

TOLD = ("host", "port", "workers", "demo")  # options of `serve`, not settings


def settings() -> list[tuple[str, str, str]]:
    """(name, default, meaning) of every setting."""
    return [
        (f"PEERHUB_{name.upper()}", str(field.default), field.description or "")
        for name, field in Config.model_fields.items()
        if name not in TOLD
    ]


def settings_help() -> str:
    r"""Plain lines for click's epilogue; \b keeps click from folding them."""
    lines = ["\b", "Settings (environment, or the same names in peerhub.toml):"]
    for name, default, meaning in settings():
        lines.append(f"  {name}" + (f"  [{default}]" if default else ""))
        lines.append(f"      {meaning}")
    return "\n".join(lines)
