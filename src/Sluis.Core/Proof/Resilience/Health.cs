using System.Globalization;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Resilience;

/// <summary>Probes: there where Compose checked health, able to succeed, and not a way for one outage to become many.</summary>
internal static class Health
{
    private static readonly string[] Kinds = ["startupProbe", "readinessProbe", "livenessProbe"];

    public static void Check(Scaled workload, IReadOnlyList<ClaimedService> services, RenderedEnvironment environment, Claims.Claims? claims, List<Diagnostic> findings)
    {
        if (!workload.Runs)
            return;
        var pod = workload.Pod;
        foreach (var service in services)
            if (service.HadHealthCheck && !HasProbe(pod, service))
                findings.Add(ResilienceDiagnostics.HealthCheckLost(ContainerOf(pod, service)?.Node.Span ?? pod.Spec.Span, workload.Item,
                    (ContainerOf(pod, service)?.Path ?? pod.Path) + ".readinessProbe", service.Key));
        if (!pod.Running.Any(static c => c.Node["readinessProbe"] is MapNode) && IsServed(pod, environment))
            findings.Add(ResilienceDiagnostics.NotAwaited((pod.Running.FirstOrDefault()?.Node ?? pod.Spec).Span, workload.Item, (pod.Running.FirstOrDefault()?.Path ?? pod.Path) + ".readinessProbe"));
        foreach (var container in pod.Running)
        {
            Liveness(container, workload, services, claims, findings);
            foreach (var kind in Kinds)
                if (container.Node.Map(kind) is { } probe && Slept(probe) is { } sleep && sleep >= (probe.Number("timeoutSeconds") ?? 1))
                    findings.Add(ResilienceDiagnostics.ProbeSleeps(probe.Span, workload.Item, $"{container.Path}.{kind}.timeoutSeconds", container.Name, kind));
            Deadline(container, workload, findings);
        }
    }

    private static bool HasProbe(PodTemplate pod, ClaimedService service) =>
        ContainerOf(pod, service) is { } container
            ? Array.Exists(Kinds, k => container.Node[k] is MapNode)
            : pod.Running.Any(static c => Array.Exists(Kinds, k => c.Node[k] is MapNode));

    /// <summary>Null where no container has the service's name, as when people renamed it.</summary>
    private static ContainerView? ContainerOf(PodTemplate pod, ClaimedService service)
    {
        var running = pod.Running.ToList();
        var name = service.Key[(service.Key.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return running.Count == 1 ? running[0] : running.Find(c => c.Name == name);
    }

    private static bool IsServed(PodTemplate pod, RenderedEnvironment environment)
    {
        foreach (var service in environment.OfKind("Service"))
            // A headless Service gives a StatefulSet its names; who uses it finds Pods for itself.
            if (service.Namespace == pod.Workload.Namespace && service.Spec.Items("ports").Count > 0 && service.Spec.Text("clusterIP") is not "None" && service.Spec.Map("selector") is { Entries.Count: > 0 } selector && Labelled(selector, pod.Labels))
                return true;
        return false;
    }

    /// <summary>A Service's selector is a plain map.</summary>
    private static bool Labelled(MapNode selector, IReadOnlyList<Entry> labels)
    {
        foreach (var wanted in selector.Entries)
            if (!labels.Any(l => l.Key == wanted.Key && l.Value is ScalarNode have && wanted.Value is ScalarNode want && have.Text == want.Text))
                return false;
        return true;
    }

    /// <summary>
    /// A check that fails when a neighbour does takes the Pod out of its Services; as a liveness probe that is no more patient it
    /// restarts every Pod at once. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
    /// </summary>
    private static void Liveness(ContainerView container, Scaled workload, IReadOnlyList<ClaimedService> services, Claims.Claims? claims, List<Diagnostic> findings)
    {
        if (container.Node.Map("livenessProbe") is not { } liveness || container.Node.Map("readinessProbe") is not { } readiness || claims is null)
            return;
        foreach (var handler in (ReadOnlySpan<string>)["httpGet", "exec", "tcpSocket", "grpc"])
        {
            if (liveness[handler] is not { } one || readiness[handler] is not { } other || !Same(one, other) || Patience(liveness) > Patience(readiness))
                continue;
            foreach (var edge in claims.Edges)
                if (edge is { Port: not null, To: { } to } && services.Any(s => s.Key == edge.From) && !services.Any(s => s.Key == to))
                {
                    findings.Add(ResilienceDiagnostics.LivenessIsReadiness(liveness.Span, workload.Item, container.Path + ".livenessProbe", container.Name, to));
                    return;
                }
        }
    }

    private static long Patience(MapNode probe) => (probe.Number("failureThreshold") ?? 3) * (probe.Number("periodSeconds") ?? 10) + (probe.Number("initialDelaySeconds") ?? 0);

    private static bool Same(Node a, Node b) => (a, b) switch
    {
        (ScalarNode x, ScalarNode y) => x.Text == y.Text,
        (ListNode x, ListNode y) => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(static p => Same(p.First, p.Second)),
        (MapNode x, MapNode y) => x.Entries.Count == y.Entries.Count && x.Entries.All(e => y[e.Key] is { } other && Same(e.Value, other)),
        _ => false,
    };

    /// <summary>A new Pod cannot be ready before its delays are over; a rollout that gives up earlier always gives up.</summary>
    private static void Deadline(ContainerView container, Scaled workload, List<Diagnostic> findings)
    {
        if (workload.Item.Kind != "Deployment" || container.Node.Map("readinessProbe") is not { } readiness)
            return;
        var startup = container.Node.Map("startupProbe");
        var earliest = (startup.Number("initialDelaySeconds") ?? 0) + (readiness.Number("initialDelaySeconds") ?? 0)
            + ((readiness.Number("successThreshold") ?? 1) - 1) * (readiness.Number("periodSeconds") ?? 10) + (workload.Item.Spec.Number("minReadySeconds") ?? 0);
        var deadline = workload.Item.Spec.Number("progressDeadlineSeconds") ?? 600;
        if (earliest >= deadline)
            findings.Add(ResilienceDiagnostics.ReadyTooLate(readiness.Span, workload.Item, container.Path + ".readinessProbe", container.Name, earliest, deadline));
    }

    private static double? Slept(MapNode probe) => Sleeps.Of(probe.Map("exec"));
}

/// <summary>How long a command sleeps before it does anything else, where that can be read: <c>sleep 5</c>, by itself or first in a shell.</summary>
internal static class Sleeps
{
    public static double? Of(MapNode? exec)
    {
        var words = exec.Items("command").OfType<ScalarNode>().Select(static w => w.Text).ToList();
        return words switch
        {
            [var program, var time, ..] when IsSleep(program) => Seconds(time),
            [_, "-c", var script, ..] when script.TrimStart().Split([' ', ';', '&', '\n', '\t'], 3, StringSplitOptions.RemoveEmptyEntries) is [var program, var time, ..] && IsSleep(program) => Seconds(time),
            _ => null,
        };
    }

    private static bool IsSleep(string program) => program is "sleep" or "/bin/sleep" or "/usr/bin/sleep";

    private static double? Seconds(string text)
    {
        var unit = text.Length > 0 ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        return double.TryParse(unit > 0 ? text.AsSpan(0, text.Length - 1) : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number * Math.Max(1, unit) : null;
    }
}
