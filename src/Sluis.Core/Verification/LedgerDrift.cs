using System.Globalization;
using System.Text.Json;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Text;

namespace Sluis.Core.Verification;

/// <summary>
/// The ledger in the repository against the ledger made now, key by key. A service that is new or gone is one finding. The values of
/// secrets are in neither and are not compared.
/// </summary>
public static class LedgerDrift
{
    public const string Path = "evidence/ledger.json";

    /// <summary>An entry as the file has it; <see cref="Became"/> names the file and field, and null when it was dropped.</summary>
    private sealed record Written(string Project, string Path, string? Value, SourceSpan At, string Disposition, string? Became);

    /// <summary>How many keys were compared and how many differ.</summary>
    public static ProofResult Check(RepositorySnapshot repository, Ledger now, Findings findings)
    {
        if (Read(repository, findings) is not { } before)
            return new("drift", 0, "the repository has no ledger to compare with", []);
        var known = before.ToDictionary(static e => (e.Project, e.Path));
        var (added, removed) = (new List<LedgerEntry>(), new List<Written>());
        var (changed, moved) = (0, 0);
        var seen = new HashSet<(string, string)>();
        foreach (var entry in now.Entries)
        {
            seen.Add((entry.Project, entry.Path));
            if (!known.TryGetValue((entry.Project, entry.Path), out var old))
                added.Add(entry);
            else if (old.Value != entry.Value)
            {
                changed++;
                findings.Add(DriftDiagnostics.Changed(entry.At, Key(entry.Project, entry.Path), old.Value, entry.Value, old.Became));
            }
            else if (Became(entry.File, entry.Field) is var became && (became != old.Became || Word(entry.Disposition) != old.Disposition))
            {
                moved++;
                findings.Add(DriftDiagnostics.Moved(entry.At, Key(entry.Project, entry.Path), $"{old.Disposition} {old.Became}".TrimEnd(), $"{Word(entry.Disposition)} {became}".TrimEnd()));
            }
        }
        foreach (var old in before)
            if (!seen.Contains((old.Project, old.Path)))
                removed.Add(old);
        var lived = ServicesOf(before.Select(static e => (e.Project, e.Path)));
        var living = ServicesOf(now.Entries.Select(static e => (e.Project, e.Path)));
        foreach (var group in added.GroupBy(static e => (e.Project, Service: ServiceOf(e.Path))))
            if (group.Key.Service is { } service && !lived.Contains((group.Key.Project, service)))
                findings.Add(DriftDiagnostics.AddedService(group.First().At, Key(group.Key.Project, service), group.Count()));
            else
                foreach (var entry in group)
                    findings.Add(DriftDiagnostics.Added(entry.At, Key(entry.Project, entry.Path), entry.Value));
        foreach (var group in removed.GroupBy(static e => (e.Project, Service: ServiceOf(e.Path))))
            if (group.Key.Service is { } service && !living.Contains((group.Key.Project, service)))
                findings.Add(DriftDiagnostics.RemovedService(group.First().At, Key(group.Key.Project, service), group.Count()));
            else
                foreach (var entry in group)
                    findings.Add(DriftDiagnostics.Removed(entry.At, Key(entry.Project, entry.Path), entry.Became));
        return new("drift", now.Entries.Count, string.Create(CultureInfo.InvariantCulture,
            $"{now.Entries.Count - added.Count - changed - moved} values are as generated, {added.Count} added, {removed.Count} removed, {changed} changed, {moved} would move"), []);
    }

    private static HashSet<(string, string)> ServicesOf(IEnumerable<(string Project, string Path)> entries) =>
        [.. entries.Select(static e => (e.Project, Service: ServiceOf(e.Path))).Where(static e => e.Service is not null).Select(static e => (e.Project, e.Service ?? ""))];

    /// <summary>"api" of <c>services.api.ports[0].target</c>; a service's name may hold dots, but the attribute behind it has none.</summary>
    private static string? ServiceOf(string path)
    {
        if (!path.StartsWith("services.", StringComparison.Ordinal))
            return null;
        var rest = path["services.".Length..];
        var end = rest.IndexOf('.');
        return end < 0 ? rest : rest[..end];
    }

    private static string Key(string project, string path) => $"{project}/{path}";

    private static string Word(Disposition disposition) => disposition.ToString().ToLowerInvariant();

    private static string? Became(string? file, string? field) => file is null ? null : field is null ? file : $"{file} {field}";

    /// <summary>Null after a finding.</summary>
    private static List<Written>? Read(RepositorySnapshot repository, Findings findings)
    {
        if (repository.Read(Path) is not { } content)
        {
            findings.Add(DriftDiagnostics.NoLedger("it is not there"));
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(content);
            var all = new List<Written>();
            foreach (var entry in document.RootElement.GetProperty("entries").EnumerateArray())
                all.Add(new(
                    entry.GetProperty("project").GetString() ?? "", entry.GetProperty("path").GetString() ?? "", Text(entry, "value"),
                    ClaimsReader.Place(entry.GetProperty("at").GetString() ?? ""), entry.GetProperty("disposition").GetString() ?? "", Became(Text(entry, "file"), Text(entry, "field"))));
            if (all.DistinctBy(static e => (e.Project, e.Path)).Count() == all.Count)
                return all;
            findings.Add(DriftDiagnostics.NoLedger("a key stands in it twice"));
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            findings.Add(DriftDiagnostics.NoLedger("it is not what sluis generate writes"));
        }
        return null;
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;
}
