"""The JSON Schema of a chart, for those who read or write exported charts without planbot."""

from typing import Any

from planbot.chart import CHART_VERSION, Chart


def chart_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the present version of an exported chart."""
    schema = Chart.model_json_schema()
    schema["properties"]["version"] |= {"const": CHART_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:planbot:chart:{CHART_VERSION}",
        **schema,
        "title": f"planbot chart, version {CHART_VERSION}",
    }
