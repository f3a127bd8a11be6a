using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Exceptions;
using Sluis.Core.Tests.Corpus;
using Sluis.Core.Verification;

namespace Sluis.Core.Tests.Codes;

/// <summary>
/// A case of <c>test/corpus/codes</c>: one text with several files, each after a line <c>-- path --</c>. Its README says which paths mean
/// what. The part <c>expected</c> lists each finding as code and place.
/// </summary>
internal sealed class CodeCase
{
    private const string Cluster = "clusters/production/";

    public static string Folder { get; } = Path.Combine(CorpusCase.Corpus, "codes");

    private readonly List<(string Path, string Content)> parts = [];

    private CodeCase(string name)
    {
        Name = name;
        var content = new StringBuilder();
        foreach (var line in File.ReadAllLines(FullPath))
            if (line.StartsWith("-- ", StringComparison.Ordinal) && line.EndsWith(" --", StringComparison.Ordinal))
                Begin(line[3..^3]);
            else
                content.Append(line).Append('\n');
        Begin("");

        void Begin(string path)
        {
            if (parts.Count > 0)
                parts[^1] = (parts[^1].Path, content.ToString());
            content.Clear();
            parts.Add((path, ""));
        }
    }

    public string Name { get; }

    private string FullPath => Path.Combine(Folder, Name + ".txt");

    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder, "*.txt").Select(static f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static CodeCase Read(string name) => new(name);

    /// <summary>What must be found: a line each, code and place.</summary>
    public string Expected => Part("expected") ?? "";

    public IEnumerable<string> Codes => Expected.Split('\n').Where(static l => l.Length > 0).Select(static l => l.Split(' ')[0]);

    public void Write(string expected)
    {
        var text = new StringBuilder();
        foreach (var (path, content) in parts)
            if (path.Length > 0 && path != "expected")
                text.Append("-- ").Append(path).Append(" --\n").Append(content);
        File.WriteAllText(FullPath, text.Append("-- expected --\n").Append(expected).ToString());
    }

    public IReadOnlyList<Diagnostic> Run()
    {
        var compiled = parts.Exists(static p => IsInput(p.Path)) ? Compile("") : null;
        if (!parts.Exists(static p => p.Path.StartsWith("repository/", StringComparison.Ordinal) || p.Path.StartsWith("edit/", StringComparison.Ordinal) || p.Path.StartsWith("now/", StringComparison.Ordinal)))
            return [.. compiled?.Findings ?? [], .. Options("config").SelectMany(_ => compiled?.Projects ?? []).SelectMany(ComposeJson.Unprintable)];
        return Verify(compiled);
    }

    private static bool IsInput(string path) =>
        path.Length > 0 && path is not ("expected" or "options" or "baseline.json" or "kustomize.yaml") && path.Split('/')[0] is not ("repository" or "edit" or "now" or "crds");

    private Compilation Compile(string prefix)
    {
        var sources = new MemorySourceTree(CorpusCase.Root);
        foreach (var (path, content) in parts)
            if (prefix.Length > 0 ? path.StartsWith(prefix, StringComparison.Ordinal) : IsInput(path))
                sources.Add(path[prefix.Length..], Content(content));
        var findings = new Findings();
        var intent = IntentReader.Read("sluis.yaml", sources.Read($"{CorpusCase.Root}/sluis.yaml").Content ?? default, findings, Options("set"));
        var lenient = Options("strict").Count == 0;
        var options = new ComposeOptions
        {
            MissingEnvFileIsWarning = lenient,
            MissingVariableIsWarning = lenient,
            AllProfiles = true,
            Files = [.. Options("file").Select(static f => $"{CorpusCase.Root}/{f}")],
            ProjectName = Options("project").FirstOrDefault(),
        };
        return findings.HasErrors ? new() { Projects = [], Findings = findings.Sorted() } : SluisCompiler.Compile(sources, [CorpusCase.Root], options, intent, findings);
    }

    private IReadOnlyList<Diagnostic> Verify(Compilation? compiled)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in compiled?.Tree?.Files ?? [])
            files[file.Path] = Encoding.UTF8.GetString(file.Content.Span);
        foreach (var (path, content) in parts)
            if (path.StartsWith("repository/", StringComparison.Ordinal))
                files[path["repository/".Length..]] = content;
            else if (path.StartsWith("edit/", StringComparison.Ordinal))
                Edit(files, path["edit/".Length..], content);
        if (compiled is null && Options("bare").Count == 0 && !files.Keys.Any(static p => p.EndsWith("kustomization.yaml", StringComparison.Ordinal)))
            files[Cluster + "kustomization.yaml"] = "resources:\n" + string.Concat(files.Keys.Where(static p => p.StartsWith(Cluster, StringComparison.Ordinal)).Select(static p => $"- {p[Cluster.Length..]}\n"));
        var repository = new RepositorySnapshot(files.Select(static f => KeyValuePair.Create(f.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Value))));
        var findings = new Findings();
        var now = parts.Exists(static p => p.Path.StartsWith("now/", StringComparison.Ordinal)) ? Compile("now/") : null;
        if (now is { Ledger: { } ledger, Claims: { } claims })
        {
            ClaimsDrift.Check(repository, claims, findings);
            LedgerDrift.Check(repository, ledger, findings);
        }
        var verification = Verifier.Verify(repository, now?.Claims, new()
        {
            Definitions = [.. parts.Where(static p => p.Path.StartsWith("crds/", StringComparison.Ordinal)).Select(static p => KeyValuePair.Create(p.Path, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(p.Content)))],
            Environments = Options("environment"),
            SecretValues = [.. Options("secret").Select(static s => KeyValuePair.Create("KNOWN", s))],
            Kustomize = Options("kustomize") is [var failure, ..] ? _ => new ExternalRendering(null, failure)
                : Part("kustomize.yaml") is { } rendered ? _ => new ExternalRendering(Encoding.UTF8.GetBytes(rendered), null) : null,
        }, findings);
        var reported = Suppressions.Apply(verification.Findings, verification.Environments).Findings;
        return Part("baseline.json") is { } baseline ? AgainstBaseline(baseline, reported) : reported;
    }

    private static IReadOnlyList<Diagnostic> AgainstBaseline(string baseline, IReadOnlyList<Diagnostic> reported)
    {
        var findings = new Findings();
        if (Baseline.Read("baseline.json", Encoding.UTF8.GetBytes(baseline), findings) is not { } known)
            return findings.Sorted();
        var (left, _, gone) = known.Compare(reported);
        findings.AddRange(left);
        if (gone > 0)
            findings.Add(SuppressionDiagnostics.BaselineStale("baseline.json", gone));
        return findings.Sorted();
    }

    /// <summary>The text before a line <c>=&gt;</c> becomes the text after it; nothing before it: the file is gone.</summary>
    private static void Edit(SortedDictionary<string, string> files, string path, string content)
    {
        Assert.True(files.TryGetValue(path, out var text), $"{path} is not generated; there are:\n{string.Join('\n', files.Keys)}");
        var at = content.IndexOf("=>\n", StringComparison.Ordinal);
        var (find, replace) = (content[..at], content[(at + 3)..]);
        if (find.Length == 0)
        {
            files.Remove(path);
            return;
        }
        Assert.True(text.Contains(find, StringComparison.Ordinal), $"{path} does not hold:\n{find}but is:\n{text}");
        files[path] = text.Replace(find, replace, StringComparison.Ordinal);
    }

    private string? Part(string path) => parts.Where(p => p.Path == path).Select(static p => p.Content).FirstOrDefault();

    private List<string> Options(string name) =>
        [.. (Part("options") ?? "").Split('\n').Where(l => l == name || l.StartsWith(name + " ", StringComparison.Ordinal)).Select(l => l == name ? "" : l[(name.Length + 1)..])];

    /// <summary>Bytes that a text cannot hold are written as <c>\xNN</c>, and <c>\{repeat N TEXT}</c> spares a large file.</summary>
    private static byte[] Content(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\\' && i + 3 < text.Length && text[i + 1] == 'x' && byte.TryParse(text.AsSpan(i + 2, 2), System.Globalization.NumberStyles.HexNumber, null, out var value))
            {
                bytes.Add(value);
                i += 3;
            }
            else if (text.AsSpan(i).StartsWith("\\{repeat ") && text.IndexOf('}', i) is > 0 and var end && text[(i + 9)..end].Split(' ', 2) is [var count, var repeated])
            {
                for (var n = int.Parse(count, System.Globalization.CultureInfo.InvariantCulture); n > 0; n--)
                    bytes.AddRange(Encoding.UTF8.GetBytes(repeated));
                i = end;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
            }
        return [.. bytes];
    }
}
