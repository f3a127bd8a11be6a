using System.Globalization;
using System.Text.Json;
using Sluis.Core.Diagnostics;
using Sluis.Core.Text;

namespace Sluis.Core.Proof.Claims;

/// <summary><c>evidence/claims.json</c> back to <see cref="Claims"/>.</summary>
public static class ClaimsReader
{
    public const string Path = "evidence/claims.json";

    /// <summary>Null when the file is absent or broken, after a finding.</summary>
    public static Claims? Read(RepositorySnapshot repository, Findings findings)
    {
        if (repository.Read(Path) is not { } content)
        {
            findings.Add(ClaimsDiagnostics.Missing());
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement);
        }
        catch (JsonException broken)
        {
            findings.Add(ClaimsDiagnostics.Broken(new(Path, (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1)));
        }
        catch (Exception broken) when (broken is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            findings.Add(ClaimsDiagnostics.Broken(SourceSpan.StartOf(Path)));
        }
        return null;
    }

    /// <summary>Back from the <c>file:line:column</c> of a claim or of the ledger; the start of the claims when there is none.</summary>
    public static SourceSpan Place(string at)
    {
        var column = at.LastIndexOf(':');
        var line = column > 0 ? at.LastIndexOf(':', column - 1) : -1;
        return line > 0 && int.TryParse(at.AsSpan(line + 1, column - line - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && int.TryParse(at.AsSpan(column + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new(at[..line], row, position)
            : SourceSpan.StartOf(at.Length == 0 ? Path : at);
    }

    private static Claims Read(JsonElement root) => new()
    {
        Input = Text(root, "input") ?? "",
        Connectivity = Text(root, "connectivity") ?? "strict",
        IngressNamespace = Text(root, "ingressNamespace"),
        Services = List(root, "services", static s => new ClaimedService(Required(s, "key"), Text(s, "namespace"), Text(s, "kind"), Text(s, "name"), Text(s, "replacedBy"))
        {
            HostNetwork = Flag(s, "hostNetwork", false),
            Internet = Flag(s, "internet", false),
            HadHealthCheck = Flag(s, "healthCheck", false),
            StopGraceSeconds = s.TryGetProperty("stopGraceSeconds", out var grace) ? grace.GetDouble() : null,
            At = Text(s, "at") ?? "",
        }),
        Networks = List(root, "networks", static n => new ClaimedNetwork(Required(n, "name"), Flag(n, "internal", false), Texts(n, "members"))),
        Edges = List(root, "edges", static e => new ClaimedEdge(
            Required(e, "from"), Text(e, "to"), Text(e, "externalHost"), e.TryGetProperty("port", out var port) ? port.GetInt32() : null, Required(e, "protocol"),
            Texts(e, "hosts"), Required(e, "confidence"), List(e, "evidence", static v => new ClaimedEvidence(Required(v, "kind"), Required(v, "detail"), Required(v, "at"))))
        {
            Reachable = Flag(e, "reachable", true),
        }),
        Entrances = List(root, "entrances", static e => new ClaimedEntrance(Required(e, "service"), e.GetProperty("port").GetInt32(), Required(e, "protocol"), Required(e, "kind"), Texts(e, "hosts"))),
    };

    private static string Required(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement of, string name, bool otherwise) => of.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

    private static List<string> Texts(JsonElement of, string name) => List(of, name, static t => t.GetString() ?? "");

    private static List<T> List<T>(JsonElement of, string name, Func<JsonElement, T> read)
    {
        var all = new List<T>();
        if (of.TryGetProperty(name, out var list))
            foreach (var item in list.EnumerateArray())
                all.Add(read(item));
        return all;
    }
}
