"""The terminal interface: a chat beside the plan it makes. The only place that knows Textual."""
