"""peerhub: a hub for peer support. The house is drawn in docs/decisions.md."""
