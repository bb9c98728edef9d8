"""Renders tests/spec/template_cases.yaml with Jinja2, as JSON on standard output.

template_cases_test compares what kyodo makes of the same cases.
Usage: template_oracle.py [template_cases.yaml] > cases.json
"""

import json
import pathlib
import sys

import jinja2
import yaml


def render(case):
    """The case with its templates by name and what Jinja2 prints, or its error."""
    templates = case.get("templates") or {"main": case["template"]}
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(templates),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    result = {"name": case["name"], "templates": templates, "data": case.get("data") or {}}
    try:
        result["jinja"] = environment.get_template("main").render(result["data"])
    except Exception as error:
        result["jinja_error"] = f"{type(error).__name__}: {error}"
    return result


def main():
    default = pathlib.Path(__file__).with_name("template_cases.yaml")
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    cases = [render(case) for case in table["cases"]]
    for case in table["differences"]:
        cases.append({**render(case), "reason": case["reason"], "ours": case["ours"]})
    json.dump(cases, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
