using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>Domains become namespaces: those of sluis.yaml, and for what they do not list, one for each project.</summary>
internal static class DomainPlanner
{
    internal sealed record Home(string Domain, string Namespace);

    public static Dictionary<ServiceKey, Home> Assign(PlanningContext context, string platform)
    {
        var homes = new Dictionary<ServiceKey, Home>(context.Services.Count);
        var names = new NameScope();
        var domains = new Dictionary<string, Home>(StringComparer.Ordinal);
        foreach (var domain in context.Intent.Domains)
            domains.TryAdd(domain.Name, Create(context, names, domain.Name, domain.Namespace, domain.At, platform));

        var projects = new Dictionary<string, (string Domain, SourceSpan At)>(StringComparer.Ordinal);
        foreach (var project in context.Platform.Projects)
            projects.TryAdd(project.Name, (project.Domain.Length > 0 ? project.Domain : project.Name, default));
        foreach (var project in context.Intent.Projects)
            if (project.Domain is { Length: > 0 } domain)
                projects[project.Name] = (domain, context.Intent.At);

        foreach (var service in context.Services.Values)
        {
            var name = StatedDomain(context.Intent, service.Key);
            if (name is null && !projects.TryGetValue(service.Key.Project, out var project))
                name = service.Key.Project;
            else if (name is null)
                name = projects[service.Key.Project].Domain;
            if (!domains.TryGetValue(name, out var home))
                domains.Add(name, home = Create(context, names, name, null, service.At, platform));
            homes[service.Key] = home;
        }
        NoteUnmatched(context);
        foreach (var (name, home) in domains.OrderBy(d => d.Key, StringComparer.Ordinal))
            context.Decisions.Add(context.Intent.Domains.Any(d => d.Name == name)
                ? new($"domains.{name}.namespace", home.Namespace, "stated in sluis.yaml", true)
                : new($"domains.{name}.namespace", home.Namespace, "each project is a domain, and each domain a namespace", false));
        return homes;
    }

    /// <summary>A pattern with a slash is more precise and wins; else the first domain of the file.</summary>
    private static string? StatedDomain(Intent intent, ServiceKey key)
    {
        string? found = null;
        foreach (var domain in intent.Domains)
            foreach (var member in domain.Members)
            {
                if (!ServicePatterns.MatchesMember(member, key))
                    continue;
                if (member.Contains('/', StringComparison.Ordinal))
                    return domain.Name;
                found ??= domain.Name;
            }
        return found;
    }

    private static void NoteUnmatched(PlanningContext context)
    {
        foreach (var domain in context.Intent.Domains)
            foreach (var member in domain.Members)
                if (!context.Services.Keys.Any(key => ServicePatterns.MatchesMember(member, key)))
                    context.Findings.Add(PlanningDiagnostics.NoMatch(domain.At, $"In domain \"{domain.Name}\",", member,
                        member.Contains('/', StringComparison.Ordinal)
                            ? context.NearestService(member)
                            : Spelling.Nearest(member, context.Services.Keys.Select(k => k.Project).Distinct(StringComparer.Ordinal))));
    }

    private static Home Create(PlanningContext context, NameScope names, string domain, string? stated, SourceSpan at, string platform)
    {
        var wanted = LegalNames.Label(stated ?? domain);
        // Kubernetes keeps "default" and "kube-…" to itself; policies and quotas do not belong there.
        if (stated is null && (wanted == "default" || wanted.StartsWith("kube-", StringComparison.Ordinal)))
            wanted = LegalNames.Label($"{platform}-{wanted}");
        var given = names.Take(domain, wanted, wanted, out var other);
        if (other is not null)
            context.Findings.Add(PlanningDiagnostics.NamespaceTaken(at, domain, other, wanted, given));
        return new(domain, given);
    }
}
