"""The one place that puts everything together: adapters meet the ports that they serve."""

from inspector_app.bootstrap.models import open_model, open_network

__all__ = ["open_model", "open_network"]
