#!/usr/bin/env python3
"""Makes src/Sluis.Core/Proof/Schema/BuiltIn/kubernetes.txt from the OpenAPI document of Kubernetes.

    tools/kubernetes-schema.py kubernetes-1.36-v2.json > src/Sluis.Core/Proof/Schema/BuiltIn/kubernetes.txt

The document is the API server's own, from /openapi/v2 or api/openapi-spec/swagger.json in kubernetes/kubernetes. Only facts are
kept (names, types, what is required, enumerations, formats, what makes list items unique); prose is not.

Format, a line a fact, sorted:
    @ VERSION                                  of Kubernetes
    # APIVERSION KIND SCOPE TYPE               a kind; SCOPE is N (namespaced) or C (cluster)
    TYPE field=S field!=S ...                  an object type; ! says required
where S is
    s string   i int32   l int64   f number   b boolean   y base64   t date-time   q quantity   x int or string   * anything
    s(A|B)     a string of these (a space in one is ~)      >TYPE  an object of that type      [S  a list      {S  a map of strings to S
    [S%        a list that is a set   [S%k,k a list whose items differ in these keys (a field without value counts as its default)
`status` is what the server writes; it is not kept.
"""
import json
import sys

GROUPS = {
    "", "apps", "batch", "autoscaling", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io",
    "scheduling.k8s.io", "coordination.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io", "discovery.k8s.io",
    "node.k8s.io", "apiregistration.k8s.io", "flowcontrol.apiserver.k8s.io", "certificates.k8s.io", "resource.k8s.io", "events.k8s.io",
}
# Kinds that are only ever sent to subresources or read.
SKIPPED = {"DeleteOptions", "WatchEvent", "Status", "APIGroup", "APIGroupList", "APIResourceList", "APIVersions", "Scale", "Eviction",
           "Binding", "ComponentStatus", "PodSchedulingGroup"}
PLAIN = {
    "api.resource.Quantity": "q", "util.intstr.IntOrString": "x", "meta.v1.Time": "t", "meta.v1.MicroTime": "t",
    "runtime.RawExtension": "*", "v1.JSON": "*", "v1.JSONSchemaPropsOrArray": "*", "v1.JSONSchemaPropsOrBool": "*",
    "v1.JSONSchemaPropsOrStringArray": "*", "meta.v1.FieldsV1": "*", "v1.CustomResourceSubresourceStatus": "*",
}


def main(path):
    document = json.load(open(path, encoding="utf-8"))
    definitions = document["definitions"]
    scopes = {}
    for route, operations in document["paths"].items():
        for operation in operations.values():
            kind = operation.get("x-kubernetes-group-version-kind") if isinstance(operation, dict) else None
            if kind and operation.get("x-kubernetes-action") in ("post", "put", "patch"):
                key = (kind["group"], kind["version"], kind["kind"])
                scopes[key] = "N" if "/namespaces/{namespace}/" in route else scopes.get(key, "C")

    names, wanted, lines = {}, [], []

    def short(reference):
        full = reference.removeprefix("#/definitions/")
        for suffix, code in PLAIN.items():
            if full.endswith("." + suffix):
                return code
        parts = full.split(".")
        name = parts[-1] if parts[-2] == "v1" else parts[-1] + "." + parts[-2]
        if names.setdefault(name, full) != full:
            name = parts[-3] + "." + parts[-1] + "." + parts[-2]
            names[name] = full
        if name not in done:
            done.add(name)
            wanted.append(name)
        return ">" + name

    def code(schema):
        if "$ref" in schema:
            return short(schema["$ref"])
        kind, form = schema.get("type"), schema.get("format")
        if kind == "string":
            if "enum" in schema:
                return "s(" + "|".join(schema["enum"]).replace(" ", "~") + ")"
            return {"byte": "y", "date-time": "t", "int-or-string": "x"}.get(form, "s")
        if kind == "integer":
            return "l" if form == "int64" else "i"
        if kind == "number":
            return "f"
        if kind == "boolean":
            return "b"
        if kind == "array":
            # A list without a list type has at most a merge key: apply by old clients uses it, the server does not hold to it.
            listed = schema.get("x-kubernetes-list-type")
            suffix = "%" if listed == "set" else "%" + ",".join(schema["x-kubernetes-list-map-keys"]) if listed == "map" else ""
            return "[" + code(schema["items"]) + suffix
        if kind == "object" and "additionalProperties" in schema:
            return "{" + code(schema["additionalProperties"])
        if kind in ("object", None) and "properties" not in schema:
            return "*"
        raise ValueError(schema)

    done = set()
    for full in sorted(definitions):
        for kind in definitions[full].get("x-kubernetes-group-version-kind", []):
            group, version, name = kind["group"], kind["version"], kind["kind"]
            if group not in GROUPS or name in SKIPPED or name.endswith("List") and name != "List" or (group, version, name) not in scopes:
                continue
            if "metadata" not in definitions[full].get("properties", {}):
                continue
            api = f"{group}/{version}" if group else version
            lines.append(f"# {api} {name} {scopes[group, version, name]} {short('#/definitions/' + full)[1:]}")

    types = []
    while wanted:
        name = wanted.pop()
        schema = definitions[names[name]]
        required = set(schema.get("required", []))
        fields = []
        for field, value in sorted(schema.get("properties", {}).items()):
            kind = code(value) if field != "status" or "x-kubernetes-group-version-kind" not in schema else "*"
            fields.append(f"{field}{'!' if field in required else ''}={kind}")
        types.append(" ".join([name] + fields))

    sys.stdout.write("\n".join([f"@ {document['info']['version']}"] + sorted(lines) + sorted(types)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
