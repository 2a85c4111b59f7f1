"""The one place that puts everything together: adapters meet the ports that they serve.

Nothing is imported here: the window must not load OpenVINO because it asked for the window.
"""
