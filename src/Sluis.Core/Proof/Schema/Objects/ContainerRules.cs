using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>A container: image, ports, variables, mounts, probes, resources.</summary>
internal static class ContainerRules
{
    public static void Check(RuleScope scope, PodTemplate pod, ContainerView container, HashSet<string> volumes, HashSet<string> hostPorts)
    {
        var (node, path) = (container.Node, container.Path);
        if (container.Name.Length > 0 && Grammar.Label(container.Name) is { } must)
            scope.Add(ObjectDiagnostics.Name(scope.At(node, path, "name"), container.Name, must));
        if (node.Text("image") is not { Length: > 0 } image)
            scope.Add(PodDiagnostics.Container(scope.At(node, path, "image"), "The container has no image.", "Give the image."));
        else if (char.IsWhiteSpace(image[0]) || char.IsWhiteSpace(image[^1]))
            scope.Add(PodDiagnostics.Container(scope.At(node, path, "image"), "White space stands around the name of the image.", "Remove it."));
        if (container.IsInit && node.Text("restartPolicy") is { } policy && policy is not ("Always" or "Never" or "OnFailure"))
            scope.Add(PodDiagnostics.RestartPolicy(scope.At(node, path, "restartPolicy"), $"\"{policy}\" is no restart policy of a container.", "Use Always to make it a sidecar, or remove the field."));
        var ports = Ports(scope, pod, container, hostPorts);
        Variables(scope, node, path);
        Mounts(scope, node, path, volumes);
        ProbeRules.Check(scope, pod, container, ports);
        ResourceRules.Check(scope, node.Map("resources"), $"{path}.resources");
        SecurityRules.Container(scope, pod, container);
    }

    /// <summary>The names of the container's ports.</summary>
    private static HashSet<string> Ports(RuleScope scope, PodTemplate pod, ContainerView container, HashSet<string> hostPorts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var port in container.Node.Maps("ports"))
        {
            var path = $"{container.Path}.ports[{i++}]";
            var number = port.Number("containerPort");
            PortNumber(scope, port, path, "containerPort", "port of the container");
            if (port.Number("hostPort") is not 0)
                PortNumber(scope, port, path, "hostPort", "port of the host");
            if (port.Text("name") is { } name)
            {
                if (Grammar.PortName(name) is { } must)
                    scope.Add(ObjectDiagnostics.Port(scope.At(port, path, "name"), $"name of the port \"{name}\"", must));
                if (!names.Add(name))
                    scope.Add(PodDiagnostics.Twice(scope.At(port, path, "name"), $"The port \"{name}\""));
            }
            if (port.Number("hostPort") is not (> 0 and var host))
                continue;
            if (!hostPorts.Add($"{port.Text("hostIP")}/{host}/{port.Text("protocol") ?? "TCP"}"))
                scope.Add(PodDiagnostics.Twice(scope.At(port, path, "hostPort"), $"The port {host} of the host"));
            if (pod.HostNetwork && number is { } inside && host != inside)
                scope.Add(PodDiagnostics.HostNetwork(scope.At(port, path, "hostPort"), $"With hostNetwork the port of the host ({host}) must be that of the container ({inside}).", "Leave hostPort out, or make both the same."));
        }
        return names;
    }

    public static void PortNumber(RuleScope scope, MapNode map, string path, string field, string what)
    {
        if (map.Number(field) is < 1 or > 65535)
            scope.Add(ObjectDiagnostics.Port(scope.At(map, path, field), what, "lie between 1 and 65535"));
    }

    private static void Variables(RuleScope scope, MapNode node, string path)
    {
        var i = 0;
        foreach (var variable in node.Maps("env"))
        {
            var here = $"{path}.env[{i++}]";
            var name = variable.Text("name") ?? "";
            if (variable["name"] is not null && Grammar.VariableName(name) is { } must)
                scope.Add(ObjectDiagnostics.Variable(scope.At(variable, here, "name"), name, must));
            if (variable.Map("valueFrom") is not { } source)
                continue;
            if (variable.Text("value") is { Length: > 0 })
                scope.Add(PodDiagnostics.Variable(scope.At(variable, here, "valueFrom"), $"The variable \"{name}\" has a value and a valueFrom.", "Keep one of the two; a patch that sets one must set the other to null."));
            var sources = source.Entries.Count(static e => e.Value is MapNode);
            if (sources != 1)
                scope.Add(PodDiagnostics.ExactlyOne(scope.At(source, $"{here}.valueFrom"), $"The source of the variable \"{name}\"", sources));
            if (source.Map("fieldRef") is { } reference && reference.Text("fieldPath") is { } field && !IsFieldOfPod(field))
                scope.Add(PodDiagnostics.Variable(scope.At(reference, $"{here}.valueFrom.fieldRef", "fieldPath"), $"A variable cannot hold the field \"{field}\" of the Pod.",
                    "Use metadata.name, .namespace, .uid, .labels['x'], .annotations['x'], spec.nodeName, spec.serviceAccountName or status.hostIP, .hostIPs, .podIP, .podIPs."));
        }
        i = 0;
        foreach (var from in node.Maps("envFrom"))
        {
            var here = $"{path}.envFrom[{i++}]";
            var sources = from.Entries.Count(static e => e.Value is MapNode);
            if (sources != 1)
                scope.Add(PodDiagnostics.ExactlyOne(scope.At(from, here), "A source of variables", sources));
            if (from.Text("prefix") is { Length: > 0 } prefix && Grammar.VariableName(prefix) is { } must)
                scope.Add(ObjectDiagnostics.Variable(scope.At(from, here, "prefix"), prefix, must));
        }
    }

    private static bool IsFieldOfPod(string field) =>
        field is "metadata.name" or "metadata.namespace" or "metadata.uid" or "spec.nodeName" or "spec.serviceAccountName" or "status.hostIP" or "status.hostIPs" or "status.podIP" or "status.podIPs"
        || field.StartsWith("metadata.labels['", StringComparison.Ordinal) && field.EndsWith("']", StringComparison.Ordinal)
        || field.StartsWith("metadata.annotations['", StringComparison.Ordinal) && field.EndsWith("']", StringComparison.Ordinal);

    private static void Mounts(RuleScope scope, MapNode node, string path, HashSet<string> volumes)
    {
        var i = 0;
        foreach (var mount in node.Maps("volumeMounts"))
        {
            var here = $"{path}.volumeMounts[{i++}]";
            if (mount.Text("name") is { } name && !volumes.Contains(name))
                scope.Add(PodDiagnostics.NoVolume(scope.At(mount, here, "name"), name));
            if (mount.Text("mountPath") is { } target && (target.Length == 0 || target.Contains(':')))
                scope.Add(PodDiagnostics.Mount(scope.At(mount, here, "mountPath"), target.Length == 0 ? "The mount has no path." : "The path of a mount holds no ':'.", "Give a path inside the container."));
            if (mount.Text("subPath") is { Length: > 0 } below)
            {
                if (below.StartsWith('/') || VolumeRules.HasDots(below))
                    scope.Add(PodDiagnostics.Mount(scope.At(mount, here, "subPath"), "subPath must be relative and hold no '..'.", "Give the path below the root of the volume."));
                if (mount.Text("subPathExpr") is { Length: > 0 })
                    scope.Add(PodDiagnostics.Mount(scope.At(mount, here, "subPathExpr"), "subPath and subPathExpr exclude each other.", "Keep one of the two."));
            }
        }
        i = 0;
        foreach (var device in node.Maps("volumeDevices"))
        {
            var here = $"{path}.volumeDevices[{i++}]";
            if (device.Text("name") is { } name && !volumes.Contains(name))
                scope.Add(PodDiagnostics.NoVolume(scope.At(device, here, "name"), name));
        }
    }
}
