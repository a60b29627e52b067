"""peerhub: a hub for peer support. Begin with core/events.py, then any feature's __init__.py."""

__version__ = "0.1.0"
