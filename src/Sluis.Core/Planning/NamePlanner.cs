using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>
/// Every name a caller uses must find the service it found. A workload's own name comes first; other names become further
/// Services where they are used; what no Service can be called, or what is taken, is rewritten in the caller's values.
/// </summary>
internal sealed class NamePlanner(PlanningContext context, Dictionary<ServiceKey, WorkloadDraft> drafts, Dictionary<ServiceKey, ReplacedService> replaced, Choices choices)
{
    private readonly Dictionary<(string Namespace, string Name), Answer> answers = [];
    private readonly Dictionary<(ServiceKey Caller, string From), NameRewrite> rewrites = [];

    private sealed record Answer(NameKind Kind, ServiceKey Target, SortedSet<ServiceKey> UsedBy);

    public (EquatableArray<NamePlan> Names, EquatableArray<NameRewrite> Rewrites) Plan()
    {
        foreach (var draft in drafts.Values)
            Own(draft);
        foreach (var draft in drafts.Values)
            Govern(draft);
        foreach (var edge in context.Platform.Edges)
            if (edge.To is EdgeTarget.Service(var target))
                foreach (var name in edge.HostNames)
                    Use(edge.From, target, name, edge.Port);
        foreach (var draft in drafts.Values)
            foreach (var link in draft.Service.Links)
                Use(draft.Key, link.Target, link.Alias, null);
        foreach (var draft in drafts.Values)
            Keep(draft);

        var names = new List<NamePlan>(answers.Count);
        foreach (var ((ns, name), answer) in answers)
            names.Add(new(ns, name, answer.Kind, answer.Target, [.. answer.UsedBy]) { Address = answer.Kind == NameKind.Gateway ? GatewayAddress.Of(choices.GatewayClass) : null });
        names.Sort(static (a, b) => string.CompareOrdinal(a.Namespace, b.Namespace) is var byNamespace and not 0 ? byNamespace : string.CompareOrdinal(a.Name, b.Name));
        return ([.. names], [.. rewrites.Values.OrderBy(r => r.Caller).ThenBy(r => r.From, StringComparer.Ordinal)]);
    }

    private void Own(WorkloadDraft draft)
    {
        var runsOn = draft.Kind is not (WorkloadKind.Job or WorkloadKind.CronJob);
        // Without a network of its own it has no name of its own.
        if (draft.Service.NetworkMode is NetworkMode.OfService or NetworkMode.None)
            return;
        if (context.Called.Contains(draft.Key) || context.Routed.Contains(draft.Key) || (runsOn && !draft.Service.Ports.IsEmpty))
            answers[(draft.Namespace, draft.Name)] = new(NameKind.Primary, draft.Key, []);
    }

    /// <summary>After all primary names, so that a service that is really called so keeps its name.</summary>
    private void Govern(WorkloadDraft draft)
    {
        if (draft.Kind != WorkloadKind.StatefulSet || WorkloadPlanner.Joins(draft, drafts))
            return;
        var name = LegalNames.Label(draft.Name + "-headless");
        while (!answers.TryAdd((draft.Namespace, name), new(NameKind.Headless, draft.Key, [])))
            name = LegalNames.Distinct(name, draft.Key.ToString());
    }

    /// <summary>Names that nobody is seen to call may stand inside an image: what it was called beside its own namesakes it is called still.</summary>
    private void Keep(WorkloadDraft draft)
    {
        if (!answers.TryGetValue((draft.Namespace, draft.Name), out var own) || own.Target != draft.Key || own.Kind != NameKind.Primary)
            return;
        foreach (var name in draft.Service.Networks.SelectMany(static n => n.Aliases).Append(draft.Service.ContainerName).Append(draft.Key.Service))
            if (name?.ToLowerInvariant() is { } lower && LegalNames.IsLabel(lower))
                answers.TryAdd((draft.Namespace, lower), new(NameKind.Alias, draft.Key, []));
    }

    private void Use(ServiceKey from, ServiceKey to, string written, int? port)
    {
        if (!drafts.TryGetValue(from, out var caller) || from == to || written.Length == 0)
            return;
        if (!drafts.TryGetValue(to, out var target))
        {
            if (replaced.TryGetValue(to, out var gone) && !AnsweredByGateway(caller, gone, written, port))
                context.Findings.Add(PlanningDiagnostics.CallsReplaced(caller.Service, written, to, gone.Excluded ? "sluis.yaml leaves it out, and nothing" : gone.By));
            return;
        }
        // Host names compare without case; a Service's name is lower case.
        var name = written.ToLowerInvariant();
        var here = caller.Namespace == target.Namespace;
        var full = here ? target.Name : $"{target.Name}.{target.Namespace}";
        if (!here && choices.NameMode == NameMode.Rewrite && name != full)
        {
            Rewrite(caller, target, written, full);
            return;
        }
        if (!LegalNames.IsLabel(name))
        {
            if (Rewrite(caller, target, written, full))
                context.Findings.Add(PlanningDiagnostics.IllegalName(target.Service, written, full, caller.Key.ToString()));
            return;
        }
        var place = (caller.Namespace, name);
        if (!answers.TryGetValue(place, out var answer))
            answers.Add(place, answer = new(here ? NameKind.Alias : NameKind.ExternalName, to, []));
        if (answer.Target == to)
            answer.UsedBy.Add(from);
        else if (Rewrite(caller, target, written, full))
            context.Findings.Add(PlanningDiagnostics.TwoTargets(caller.Service, written, caller.Namespace, answer.Target, to, full));
    }

    /// <summary>
    /// A proxy's name leads to the gateway that took its place, when the port is one of HTTP and the gateway's Service has a known
    /// name. A public name of a route needs nothing: it resolves outside, as it did.
    /// </summary>
    private bool AnsweredByGateway(WorkloadDraft caller, ReplacedService gone, string written, int? port)
    {
        if (gone.Excluded || gone.By != "platform/ingress")
            return false;
        var name = written.ToLowerInvariant();
        if (name.Contains('.', StringComparison.Ordinal) && IsRouted(name))
            return true;
        if (port is not (null or 80 or 443) || !LegalNames.IsLabel(name) || choices.Routing == RoutingDialect.Ingress || GatewayAddress.Of(choices.GatewayClass) is not { } address)
            return false;
        if (!answers.TryGetValue((caller.Namespace, name), out var answer))
            answers.Add((caller.Namespace, name), answer = new(NameKind.Gateway, gone.Service, []));
        if (answer.Target != gone.Service)
            return false;
        if (answer.UsedBy.Add(caller.Key))
            context.Findings.Add(PlanningDiagnostics.GatewayAnswers(caller.Service, written, gone.Service, address));
        return true;
    }

    private bool IsRouted(string host)
    {
        foreach (var route in context.Platform.Routes)
            foreach (var match in route.Matches)
                if (!match.HostIsRegex && host.Equals(match.Host, StringComparison.OrdinalIgnoreCase))
                    return true;
        return false;
    }

    private bool Rewrite(WorkloadDraft caller, WorkloadDraft target, string from, string to) =>
        rewrites.TryAdd((caller.Key, from), new(caller.Key, from, to, target.Key));
}
