using System.Text;
using System.Text.RegularExpressions;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;

namespace Sluis.Core.Tests.Corpus;

/// <summary>The order of keys in the Compose files does not show in the repository; only lines and columns do, where they are told.</summary>
public partial class ShuffleTests
{
    private static readonly string[] OfTheShared =
    [
        "airflow", "authentik", "dockprom", "dokploy-appwrite", "dokploy-dify", "dokploy-penpot", "dokploy-plane", "dokploy-signoz", "dokploy-zulip", "eShopOnContainers",
        "haxxnet-traefik", "immich-prod", "mastodon", "nextcloud-with-nginx-proxy-mariadb-fpm", "sock-shop", "swarmprom",
    ];

    public static TheoryData<string> All()
    {
        var all = new TheoryData<string> { "example/sevensa" };
        foreach (var name in CorpusCase.Names())
            all.Add("case/" + name);
        foreach (var name in OfTheShared)
            all.Add("shared/corpus/real/" + name);
        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Shuffled_keys_give_the_same_bytes(string platform)
    {
        var inputs = Inputs(platform);
        var original = Compile(platform, inputs);
        for (var seed = 1; seed <= (platform.StartsWith("case/", StringComparison.Ordinal) ? 2 : 1); seed++)
        {
            var shuffled = Compile(platform, [.. inputs.Select((f, i) => (f.Path, Shuffle.Compose(f.Path, f.Content, 1000 * seed + i) ?? f.Content))]);
            Assert.Equal(Findings(original), Findings(shuffled));
            Assert.Equal(original.Tree?.Files.Select(f => f.Path), shuffled.Tree?.Files.Select(f => f.Path));
            foreach (var (a, b) in (original.Tree?.Files ?? []).Zip(shuffled.Tree?.Files ?? []))
                Assert.True(Text(a) == Text(b), Difference(a.Path, Text(a), Text(b)));
        }
    }

    private static List<(string Path, byte[] Content)> Inputs(string platform)
    {
        var (kind, name) = (platform[..platform.IndexOf('/')], platform[(platform.IndexOf('/') + 1)..]);
        if (kind == "case")
            return [.. new CorpusCase(name).Inputs()];
        var folder = kind == "example" ? Path.Combine(SharedData.ProjectRoot, "examples", name) : SharedData.Require(name);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(static f => new FileInfo(f).Length < SourceLimits.MaxFileBytes)
            .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes(f)))];
    }

    private static Compilation Compile(string platform, List<(string Path, byte[] Content)> inputs)
    {
        if (platform.StartsWith("case/", StringComparison.Ordinal))
            return CorpusCase.Compile(inputs);
        var sources = new MemorySourceTree(CorpusCase.Root);
        foreach (var (path, content) in inputs)
            sources.Add(path, content);
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        return SluisCompiler.Compile(sources, [CorpusCase.Root], options, Intent.Empty, new Findings());
    }

    /// <summary>What they say, without where: they are sorted by place, and places move.</summary>
    private static List<string> Findings(Compilation compilation) =>
        [.. compilation.Findings.Select(static f => $"{f.Code} {f.Severity} {f.At.File} {Place().Replace(f.Message, "")}").Order(StringComparer.Ordinal)];

    /// <summary>The claims name the hash of their input, which is the files as they are.</summary>
    private static string Text(Core.Emit.RepositoryFile file)
    {
        var text = Encoding.UTF8.GetString(file.Content.Span);
        if (file.Path.StartsWith("evidence/", StringComparison.Ordinal) || file.Path == "docs/ledger.md")
            text = Hash().Replace(Place().Replace(text, ""), "");
        return text;
    }

    private static string Difference(string path, string a, string b)
    {
        var (before, after) = (a.Split('\n'), b.Split('\n'));
        var at = 0;
        while (at < before.Length && at < after.Length && before[at] == after[at])
            at++;
        return $"{path} line {at + 1}:\n- {before.ElementAtOrDefault(at)}\n+ {after.ElementAtOrDefault(at)}";
    }

    [GeneratedRegex(@":\d+:\d+")]
    private static partial Regex Place();

    [GeneratedRegex("\"input\": \"[^\"]*\"")]
    private static partial Regex Hash();
}
