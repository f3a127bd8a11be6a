using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Names;

/// <summary>Every name that a container called still leads to the service that answered it, on a port that is passed on.</summary>
public static class NamesProof
{
    private const string Word = "names";

    public static ProofResult Check(ProofContext context)
    {
        if (context.Claims is not { } claims)
            return new(Word, 0, "not known which names were called", []);
        var (calls, broken) = (0, 0);
        foreach (var environment in context.Environments)
        {
            var (found, wrong) = new Run(context, environment, claims).Check();
            calls = Math.Max(calls, found);
            broken = Math.Max(broken, wrong);
        }
        return new(Word, calls, broken == 0 ? $"{calls} called names lead to their service" : $"{broken} of {calls} called names do not lead to their service", []);
    }

    private sealed class Run(ProofContext context, RenderedEnvironment environment, Claims.Claims claims)
    {
        private readonly PodIndex pods = new(environment);
        private readonly ClusterNames names = new(environment);

        public (int Calls, int Broken) Check()
        {
            var claimed = new ClaimedPods(claims, pods);
            var (calls, broken) = (0, 0);
            foreach (var edge in claims.Edges)
                if (edge is { To: { } to, Reachable: true } && claimed.Of(edge.From) is { } caller && claimed.Of(to) is { } target)
                    foreach (var host in edge.Hosts)
                    {
                        calls++;
                        if (!Leads(new(caller, edge, host), target))
                            broken++;
                    }
            return (calls, broken);
        }

        private bool Leads(NamesDiagnostics.Call call, PodTemplate target)
        {
            var findings = context.Findings;
            var answer = names.Resolve(call.Caller, call.Host);
            // Where a name goes wrong is said at the alias it went through, and without one at the caller.
            var at = answer.Via.Count > 0 ? answer.Via[^1] : call.Caller.Workload;
            switch (answer)
            {
                case NameAnswer.ServiceOf(var service):
                    return Service(call, service, answer.Via.Count > 0 ? answer.Via[^1] : service, target);
                case NameAnswer.OnePod(var workload):
                    if (workload == target.Workload)
                        return true;
                    findings.Add(NamesDiagnostics.OtherService(call, at, workload.ToString()));
                    return false;
                case NameAnswer.Own:
                    if (call.Caller.Workload == target.Workload)
                        return true;
                    findings.Add(NamesDiagnostics.OtherService(call, at, "the Pod itself"));
                    return false;
                case NameAnswer.Address(var ip):
                    findings.Add(NamesDiagnostics.LeavesCluster(call, at, ip));
                    return true;
                case NameAnswer.Elsewhere(var host):
                    findings.Add(NamesDiagnostics.OtherService(call, at, $"{host}, outside the cluster"));
                    return false;
                case NameAnswer.OtherDns(var policy):
                    findings.Add(NamesDiagnostics.OtherDns(call, policy));
                    return false;
                case NameAnswer.Loop:
                    findings.Add(NamesDiagnostics.BrokenChain(call, at, loop: true));
                    return false;
                default:
                    findings.Add(answer.Via.Count > 0 ? NamesDiagnostics.BrokenChain(call, at, loop: false) : NamesDiagnostics.Unanswered(call));
                    return false;
            }
        }

        /// <param name="at">The alias that led to the service, or the service itself.</param>
        private bool Service(NamesDiagnostics.Call call, ManifestObject service, ManifestObject at, PodTemplate target)
        {
            var findings = context.Findings;
            var selected = pods.Selected(service);
            if (service.Spec.Entries("selector").Count == 0)
            {
                findings.Add(NamesDiagnostics.LeavesCluster(call, service, $"the endpoints that are stated for {service}"));
                return true;
            }
            if (!selected.Exists(p => p.Workload == target.Workload))
            {
                findings.Add(selected.Count == 0 ? NamesDiagnostics.NoPods(call, service) : NamesDiagnostics.OtherService(call, at, List(selected)));
                return false;
            }
            if (call.Edge.Port is not { } port)
                return true;
            if (ServicePorts.End(service, port, call.Edge.Protocol, target) is not { } end)
            {
                findings.Add(NamesDiagnostics.NoPort(call, service));
                return false;
            }
            if (end.Pod is not { } number || number != port && !ServicePorts.Declares(target, number, call.Edge.Protocol))
            {
                findings.Add(NamesDiagnostics.NoListener(call, service, end, target));
                return false;
            }
            if (number != port)
                findings.Add(NamesDiagnostics.OtherPort(call, service, end));
            // A Pod that lacks the named port is no endpoint of it.
            var others = selected.Count == 1 ? [] : selected.FindAll(p => p.Workload != target.Workload && ServicePorts.End(service, port, call.Edge.Protocol, p) is { Pod: not null });
            if (others.Count > 0)
                findings.Add(NamesDiagnostics.MixedPods(service, target, List(others)));
            return true;
        }

        private static string List(List<PodTemplate> pods)
        {
            var names = pods.ConvertAll(static p => p.Workload.ToString());
            names.Sort(StringComparer.Ordinal);
            return names.Count <= 3 ? string.Join(", ", names) : $"{string.Join(", ", names[..3])} and {names.Count - 3} more";
        }
    }
}
