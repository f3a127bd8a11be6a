using System.Globalization;
using System.Text;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Planning;

/// <summary>
/// The file that <c>sluis init</c> writes: each choice of a plan as a key with its reason. Read back it gives the same plan.
/// Keys that this version does not act on, and choices that have no value yet, stand as comments.
/// </summary>
public static class IntentTemplate
{
    /// <summary><paramref name="schema"/>: where the editor finds the schema, a path or an address.</summary>
    public static byte[] Write(MigrationPlan plan, string schema = IntentSchema.FileName)
    {
        var text = new StringBuilder(8 * 1024);
        text.Append("# yaml-language-server: $schema=").Append(schema).Append('\n')
            .Append("# What the Compose files cannot say. Every key is optional; what is removed is chosen again.\n");
        var decisions = new Dictionary<string, Decision>(StringComparer.Ordinal);
        foreach (var decision in plan.Decisions)
            decisions.TryAdd(decision.Key, decision);
        foreach (var key in IntentKeys.Below(""))
            switch (key.Path)
            {
                case "projects":
                    Projects(text, plan);
                    break;
                case "domains":
                    Domains(text, plan, decisions);
                    break;
                case "environments":
                    Environments(text, plan, decisions);
                    break;
                case "services":
                    Services(text, plan);
                    break;
                default:
                    Top(text, plan, key, decisions);
                    break;
            }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Top(StringBuilder text, MigrationPlan plan, IntentKey key, Dictionary<string, Decision> decisions)
    {
        text.Append('\n').Append("# ").Append(key.Meaning).Append('\n');
        if (key.Type != IntentKeyType.Section)
        {
            Line(text, plan, key, decisions, "");
            return;
        }
        var lines = new StringBuilder();
        foreach (var inner in IntentKeys.Below(key.Path))
        {
            lines.Append("  # ").Append(inner.Meaning).Append('\n');
            Line(lines, plan, inner, decisions, "  ");
        }
        // A section of comments only would be an empty key; as a comment it stays out of the way.
        var active = lines.ToString().Split('\n').Any(static l => l.Length > 2 && !l.StartsWith("  #", StringComparison.Ordinal));
        text.Append(active ? "" : "# ").Append(key.Name).Append(":\n").Append(lines);
    }

    private static void Line(StringBuilder text, MigrationPlan plan, IntentKey key, Dictionary<string, Decision> decisions, string indent)
    {
        var list = Stated(plan.Intent, key.Path);
        if (list.Count > 0)
        {
            text.Append(indent).Append(key.Name).Append(": [").AppendJoin(", ", list.Select(Scalar)).Append("]\n");
            return;
        }
        if (decisions.TryGetValue(key.Path, out var decision) && decision.Value.Length > 0)
        {
            text.Append(indent).Append("# ").Append(decision.Reason).Append('\n');
            var idle = key.Later is not null && !decision.Stated;
            text.Append(indent).Append(idle ? "# " : "").Append(key.Name).Append(": ").Append(Scalar(decision.Value)).Append('\n');
            return;
        }
        var stated = StatedText(plan.Intent, key.Path);
        text.Append(indent);
        if (stated is not null)
            text.Append(key.Name).Append(": ").Append(Scalar(stated)).Append('\n');
        else
            text.Append("# ").Append(key.Name).Append(":    # default: ").Append(key.Default).Append('\n');
    }

    /// <summary>Keys that are stated without being a choice of the planner.</summary>
    private static string? StatedText(Intent intent, string path) => path switch
    {
        "region" => intent.Region,
        "layout" => intent.Layout is { } layout ? IntentWords.Layouts.First(l => l.Value == layout).Word : null,
        "storage.class" => intent.Storage.Class,
        "storage.sharedClass" => intent.Storage.SharedClass,
        "registry.pullSecret" => intent.Registry.PullSecret,
        "team.size" => intent.TeamSize?.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static EquatableArray<string> Stated(Intent intent, string path) => path switch
    {
        "secrets.recipients" => intent.Secrets.Recipients,
        "secrets.always" => intent.Secrets.Always,
        "secrets.never" => intent.Secrets.Never,
        _ => [],
    };

    private static void Projects(StringBuilder text, MigrationPlan plan)
    {
        if (plan.Intent.Projects.IsEmpty)
            return;
        text.Append("\n# Projects by name.\nprojects:\n");
        foreach (var project in plan.Intent.Projects)
        {
            text.Append("  ").Append(Scalar(project.Name)).Append(":\n    files: [").AppendJoin(", ", project.Files.Select(Scalar)).Append("]\n");
            if (project.Domain is { } domain)
                text.Append("    domain: ").Append(Scalar(domain)).Append('\n');
        }
    }

    /// <summary>Stated patterns as they are. For the others a member for each project, and for a service that lives elsewhere one of its own.</summary>
    private static void Domains(StringBuilder text, MigrationPlan plan, Dictionary<string, Decision> decisions)
    {
        if (plan.Domains.IsEmpty)
            return;
        text.Append("\n# Domains: each becomes a namespace. Members are project or project/service, with * for any text.\ndomains:\n");
        var stated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var domain in plan.Intent.Domains)
        {
            stated.Add(domain.Name);
            Domain(text, domain.Name, plan.Domains.FirstOrDefault(d => d.Name == domain.Name)?.Namespace ?? domain.Namespace, domain.Members, null);
        }
        foreach (var domain in plan.Domains)
            if (stated.Add(domain.Name))
                Domain(text, domain.Name, domain.Namespace, Members(plan, domain), decisions.GetValueOrDefault($"domains.{domain.Name}.namespace")?.Reason);
    }

    private static EquatableArray<string> Members(MigrationPlan plan, DomainPlan domain)
    {
        var members = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in domain.Services)
            members.Add(plan.Intent.Domains.IsEmpty ? key.Project : key.ToString());
        return [.. members];
    }

    private static void Domain(StringBuilder text, string name, string? ns, EquatableArray<string> members, string? reason)
    {
        if (reason is not null)
            text.Append("  # ").Append(reason).Append('\n');
        text.Append("  ").Append(Scalar(name)).Append(":\n");
        if (ns is not null)
            text.Append("    namespace: ").Append(Scalar(ns)).Append('\n');
        text.Append("    members: [").AppendJoin(", ", members.Select(Scalar)).Append("]\n");
    }

    private static void Environments(StringBuilder text, MigrationPlan plan, Dictionary<string, Decision> decisions)
    {
        text.Append("\n# Environments in the order of promotion: ").Append(decisions.GetValueOrDefault("environments")?.Reason).Append(".\nenvironments:\n");
        for (var i = 0; i < plan.Environments.Count; i++)
        {
            var environment = plan.Environments[i];
            var intent = i < plan.Intent.Environments.Count ? plan.Intent.Environments[i] : null;
            var key = $"environments.{intent?.Name ?? environment.Name}";
            text.Append("  ").Append(Scalar(intent?.Name ?? environment.Name)).Append(":\n");
            foreach (var part in (ReadOnlySpan<string>)["scale", "storageScale", "replicas", "secretPath"])
                if (decisions.TryGetValue($"{key}.{part}", out var decision))
                    text.Append("    ").Append(part).Append(": ").Append(Scalar(decision.Value)).Append("    # ").Append(decision.Reason).Append('\n');
            if (intent?.StorageClass is { } storage)
                text.Append("    storageClass: ").Append(Scalar(storage)).Append('\n');
            if (intent?.HostSuffix is { } suffix)
                text.Append("    hostSuffix: ").Append(Scalar(suffix)).Append('\n');
            Texts(text, "hosts", environment.IsProduction && intent?.Hosts.IsEmpty != false ? [] : environment.Hosts);
            Texts(text, "imageTags", environment.ImageTags);
        }
    }

    private static void Texts(StringBuilder text, string key, EquatableArray<KeyValuePair<string, string>> pairs)
    {
        if (pairs.IsEmpty)
            return;
        text.Append("    ").Append(key).Append(":\n");
        foreach (var (from, to) in pairs)
            text.Append("      ").Append(Scalar(from)).Append(": ").Append(Scalar(to)).Append('\n');
    }

    private static void Services(StringBuilder text, MigrationPlan plan)
    {
        text.Append("\n# Services by project/service or service, with * for any text: what to do differently.\n")
            .Append("# Keys: ").AppendJoin(", ", IntentKeys.Below("services.*").Select(static k => k.Name)).Append(".\n");
        var stated = plan.Intent.Services;
        text.Append(stated.IsEmpty ? "# services:\n" : "services:\n");
        foreach (var service in stated)
            Service(text, service);
        foreach (var workload in plan.Workloads)
            text.Append("#   ").Append(Scalar(workload.Service.Key.ToString())).Append(": { kind: ").Append(IntentWords.Of(workload.Kind)).Append(", replicas: ")
                .Append(workload.Replicas.ToString(CultureInfo.InvariantCulture)).Append(", memoryLimit: ").Append(Quantities.Format(workload.Resources.MemoryLimitBytes))
                .Append(" }    # ").Append(workload.KindReason).Append('\n');
        foreach (var replaced in plan.Replaced)
            text.Append("#   ").Append(Scalar(replaced.Service.ToString())).Append(": { exclude: ... }    # ").Append(replaced.Excluded ? "left out" : $"replaced by {replaced.By}")
                .Append(": ").Append(OneLine(replaced.Reason)).Append('\n');
    }

    private static void Service(StringBuilder text, ServiceIntent service)
    {
        text.Append("  ").Append(Scalar(service.Match)).Append(":\n");
        var before = text.Length;
        Put("role", service.Role is { } role ? IntentWords.Of(role) : null);
        Put("kind", service.Kind is { } kind ? IntentWords.Of(kind) : null);
        Put("replicas", service.Replicas?.ToString(CultureInfo.InvariantCulture));
        Put("maxReplicas", service.MaxReplicas?.ToString(CultureInfo.InvariantCulture));
        Put("cpuRequest", service.CpuRequest);
        Put("cpuLimit", service.CpuLimit);
        Put("memoryRequest", service.MemoryRequest);
        Put("memoryLimit", service.MemoryLimit);
        Put("storageSize", service.StorageSize);
        Put("storageClass", service.StorageClass);
        Put("image", service.Image);
        Put("schedule", service.Schedule);
        Put("exclude", service.Exclude);
        PutList("secrets", service.Secrets);
        PutList("notSecrets", service.NotSecrets);
        Put("runAsUser", service.RunAsUser?.ToString(CultureInfo.InvariantCulture));
        Put("internetEgress", service.InternetEgress is { } egress ? egress ? "true" : "false" : null);
        Put("wave", service.Wave?.ToString(CultureInfo.InvariantCulture));
        if (text.Length == before)
            text.Insert(before - 1, " {}");

        void Put(string key, string? value)
        {
            if (value is not null)
                text.Append("    ").Append(key).Append(": ").Append(key == "internetEgress" ? value : Scalar(value)).Append('\n');
        }

        void PutList(string key, EquatableArray<string> values)
        {
            if (!values.IsEmpty)
                text.Append("    ").Append(key).Append(": [").AppendJoin(", ", values.Select(Scalar)).Append("]\n");
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>Plain where nothing could misread it, also inside a flow list; else double-quoted, which JSON's escapes fit.</summary>
    private static string Scalar(string text)
    {
        var plain = text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '/')
            && text.AsSpan().IndexOfAnyExcept(PlainCharacters) < 0 && ScalarResolution.KindOf(text) is ScalarKind.String or ScalarKind.Integer or ScalarKind.Float
            && !text.EndsWith(':');
        return plain ? text : $"\"{System.Text.Json.JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
    }

    private static readonly System.Buffers.SearchValues<char> PlainCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./@+:");
}
