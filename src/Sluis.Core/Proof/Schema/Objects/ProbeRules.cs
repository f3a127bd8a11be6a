using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Probes and lifecycle hooks. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes</summary>
internal static class ProbeRules
{
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];
    private static readonly string[] Hooks = ["postStart", "preStop"];
    private static readonly string[] ProbeHandlers = ["exec", "httpGet", "tcpSocket", "grpc"];
    private static readonly string[] HookHandlers = ["exec", "httpGet", "tcpSocket", "sleep"];
    private static readonly string[] Numbers = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    public static void Check(RuleScope scope, PodTemplate pod, ContainerView container, HashSet<string> ports)
    {
        var (node, path) = (container.Node, container.Path);
        var ends = container.IsInit && node.Text("restartPolicy") != "Always";
        foreach (var field in Probes)
        {
            if (node.Map(field) is not { } probe)
                continue;
            var here = $"{path}.{field}";
            if (ends)
                scope.Add(PodDiagnostics.Probe(scope.At(node, path, field), $"A container that initialises and ends has no {field}.", "Remove it, or set restartPolicy Always to make the container a sidecar."));
            Handler(scope, probe, here, ProbeHandlers, ports);
            foreach (var number in Numbers)
                if (probe.Number(number) < 0)
                    scope.Add(PodDiagnostics.Probe(scope.At(probe, here, number), $"{number} is negative.", "Give a positive number, or leave it out."));
            if (field != "readinessProbe" && probe.Number("successThreshold") is > 1)
                scope.Add(PodDiagnostics.Probe(scope.At(probe, here, "successThreshold"), $"successThreshold of a {field} must be 1.", "Leave it out."));
            if (probe["terminationGracePeriodSeconds"] is ScalarNode { Kind: ScalarKind.Integer } && (field == "readinessProbe" || probe.Number("terminationGracePeriodSeconds") < 1))
                scope.Add(PodDiagnostics.Probe(scope.At(probe, here, "terminationGracePeriodSeconds"),
                    field == "readinessProbe" ? "A readiness probe never ends a container, so it has no grace period." : "The grace period of a probe is at least a second.", "Remove it."));
        }
        if (node.Map("lifecycle") is not { } lifecycle)
            return;
        if (ends)
            scope.Add(PodDiagnostics.Probe(scope.At(node, path, "lifecycle"), "A container that initialises and ends has no lifecycle hooks.", "Remove them."));
        foreach (var hook in Hooks)
            if (lifecycle.Map(hook) is { } handler)
            {
                Handler(scope, handler, $"{path}.lifecycle.{hook}", HookHandlers, ports);
                var grace = pod.Spec.Number("terminationGracePeriodSeconds") ?? 30;
                if (hook == "preStop" && handler.Map("sleep").Number("seconds") is { } seconds && (seconds < 0 || seconds > grace))
                    scope.Add(PodDiagnostics.Probe(scope.At(handler, $"{path}.lifecycle.{hook}", "sleep"), $"The hook sleeps {seconds} s; the grace period is {grace} s.", "Sleep for less, or raise terminationGracePeriodSeconds."));
            }
    }

    private static void Handler(RuleScope scope, MapNode node, string path, string[] handlers, HashSet<string> ports)
    {
        var count = handlers.Count(h => node[h] is MapNode);
        if (count != 1)
            scope.Add(PodDiagnostics.ExactlyOne(scope.At(node, path), path.Contains(".lifecycle.", StringComparison.Ordinal) ? "The hook" : "The probe", count));
        foreach (var kind in (ReadOnlySpan<string>)["httpGet", "tcpSocket", "grpc"])
            if (node.Map(kind) is { } call)
                Port(scope, call, $"{path}.{kind}", ports);
        if (node.Map("exec") is { } exec && (exec["command"] is null or ListNode { Items.Count: 0 }))
            scope.Add(PodDiagnostics.Probe(scope.At(node, path, "exec"), "The command is missing.", "Give the command as a list."));
    }

    private static void Port(RuleScope scope, MapNode call, string path, HashSet<string> ports)
    {
        switch (call["port"])
        {
            case ScalarNode { Kind: ScalarKind.Integer }:
                ContainerRules.PortNumber(scope, call, path, "port", "port");
                break;
            case ScalarNode { Kind: ScalarKind.String } name when Grammar.PortName(name.Text) is { } must:
                scope.Add(ObjectDiagnostics.Port(scope.At(name, $"{path}.port"), $"port \"{name.Text}\"", name.Text.All(char.IsAsciiDigit) ? "be a number without quotes" : must));
                break;
            case ScalarNode { Kind: ScalarKind.String } name when !ports.Contains(name.Text):
                scope.Add(PodDiagnostics.NoPort(scope.At(name, $"{path}.port"), name.Text));
                break;
        }
    }
}
