"""Part of gen-model: config/crd/*.yaml, the CustomResourceDefinitions of all kinds that Kubernetes doesn't have itself."""
import json
import re

QUANTITY = r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$"
SCALARS = {"string": {"type": "string"}, "bool": {"type": "boolean"}, "int": {"type": "integer"},
           "int32": {"type": "integer", "format": "int32"}, "int64": {"type": "integer", "format": "int64"},
           "time": {"type": "string", "format": "date-time"}, "any": {"x-kubernetes-preserve-unknown-fields": True}}
EITHER = {"anyOf": [{"type": "integer"}, {"type": "string"}], "x-kubernetes-int-or-string": True}
BANNER = "# Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.\n"


def plain(text):
    """Whether a text may stand in YAML without quotes and is read as itself."""
    return (re.fullmatch(r"[A-Za-z/._][\w /.,()=*-]*", text) and not text.endswith(" ")
            and text.lower() not in ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".", ".inf", ".nan"))


def yaml(value, indent=""):
    """Block style, keys as they come; what starts on the line of its key begins with a blank."""
    if isinstance(value, dict) and value:
        lines = [f"{indent}{k}:{yaml(v, indent if isinstance(v, list) else indent + '  ')}" for k, v in value.items()]
        return "\n" + "\n".join(lines)
    if isinstance(value, list) and value:
        lines = [f"{indent}-{yaml(v, indent + '  ')}" for v in value]
        # A map begins on the line of its dash.
        return "\n" + "\n".join(re.sub(r"-\n +", "- ", line, count=1) for line in lines)
    if isinstance(value, str) and plain(value):
        return " " + value
    return " " + json.dumps(value, ensure_ascii=False)


class Schemas:
    def __init__(self, model):
        self.model = model

    def value(self, field):
        """The schema of one value of a field: of an item, if it is a list or a map."""
        row = field.row
        if field.shape:
            schema = self.shape(field.shape)
            if row["map_type"] != "-":
                schema["x-kubernetes-map-type"] = row["map_type"]
            return schema
        schema = dict(EITHER if field.inner in ("quantity", "int-or-string") else SCALARS[field.inner])
        if field.inner == "quantity" or row["pattern"] == "quantity":
            schema["pattern"] = QUANTITY
        elif row["pattern"] == "quantity-list":
            one = QUANTITY[1:-1]
            schema["pattern"] = f"^({one},)+{one}$"
        if row["enum"] != "-":
            schema["enum"] = row["enum"].split("|")
        if row["min"] != "-":
            schema["minimum"] = int(row["min"])
        return schema

    def field(self, field):
        row = field.row
        # What Kubernetes documents itself would be most of the bytes.
        told = row["doc"] != "-" and self.model.shapes[row["shape"]]["cpp"] != "raw"
        schema = {"description": row["doc"]} if told else {}
        if field.container == "map":
            schema |= {"type": "object", "additionalProperties": self.value(field)}
            if row["map_type"] != "-" and not field.shape:
                schema["x-kubernetes-map-type"] = row["map_type"]
        elif field.container == "array":
            schema |= {"type": "array", "items": self.value(field)}
        else:
            schema = self.value(field) | schema
        if row["default"] != "-":
            schema["default"] = json.loads(row["default"])
        if row["min_len"] not in ("-", "0"):
            schema["minItems" if field.container == "array" else "minLength"] = int(row["min_len"])
        if row["list_type"] != "-":
            schema["x-kubernetes-list-type"] = row["list_type"]
        if row["list_keys"] != "-":
            schema["x-kubernetes-list-map-keys"] = row["list_keys"].split(",")
        return schema

    def shape(self, name, root=False):
        if name == "ObjectMeta":
            # The API server owns an object's own; below it stands what is passed on to pods and claims.
            return {"type": "object"} if root else {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
        fields = self.model.fields[name]
        row = self.model.shapes[name]
        told = row["doc"] != "-" and row["cpp"] != "raw"
        schema = {"description": row["doc"], "type": "object"} if told else {"type": "object"}
        if fields:
            schema["properties"] = {f.name: self.shape("ObjectMeta", root=True) if root and f.name == "metadata" else self.field(f)
                                    for f in fields}
        if required := [f.name for f in fields if f.row["required"] == "y"]:
            schema["required"] = required
        return schema


def column(row):
    shown = {"name": row["name"], "type": row["type"], "jsonPath": row["json_path"]}
    return shown | ({"priority": int(row["priority"])} if row["priority"] != "0" else {})


def definition(model, kind):
    names = {"kind": kind["kind"], "listKind": kind["list_kind"], "plural": kind["plural"], "singular": kind["singular"]}
    for key, words in (("shortNames", kind["short_names"]), ("categories", kind["categories"])):
        if words != "-":
            names[key] = words.split(",")
    version = {"name": kind["version"], "served": True, "storage": True}
    if columns := model.columns[kind["kind"]]:
        version["additionalPrinterColumns"] = [column(row) for row in columns]
    if kind["status"] == "y":
        version["subresources"] = {"status": {}}
    if kind["scale_spec"] != "-":
        scale = {"specReplicasPath": kind["scale_spec"], "statusReplicasPath": kind["scale_status"]}
        if kind["scale_selector"] != "-":
            scale["labelSelectorPath"] = kind["scale_selector"]
        version["subresources"]["scale"] = scale
    version["schema"] = {"openAPIV3Schema": Schemas(model).shape(kind["shape"], root=True)}
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": {"name": f"{kind['plural']}.{kind['group']}"},
            "spec": {"group": kind["group"], "names": names, "scope": kind["scope"], "versions": [version]}}


def files(model):
    """Text by path."""
    return {f"config/crd/{kind['group']}_{kind['plural']}.yaml": BANNER + "---" + yaml(definition(model, kind)) + "\n"
            for kind in model.kinds if kind["group"] != "-"}
