using Sluis.Cli.IO;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Tests;

public sealed class RepositoryReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sluis-").FullName;
    private readonly Findings findings = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string path, string content = "a: 1\n")
    {
        var full = Path.Combine(folder, "repository", path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private string[] Paths() => [.. (RepositoryReader.Read(Path.Combine(folder, "repository"), "repository", findings) ?? []).Select(static f => f.Key)];

    [Fact]
    public void Git_and_leftovers_are_no_part_of_a_repository()
    {
        Write("apps/b.yaml");
        Write("apps/a.yaml");
        Write(".git/config");
        Write("vendor/.git/config");
        Write(".sluis/staging/1");
        Write(".sluis/manifest.json");
        Write(".github/workflows/x.yaml");
        Assert.Equal([".github/workflows/x.yaml", ".sluis/manifest.json", "apps/a.yaml", "apps/b.yaml"], Paths());
        Assert.Empty(findings.Sorted());
    }

    [Fact]
    public void Only_links_to_files_inside_are_followed()
    {
        Write("apps/a.yaml", "inside\n");
        File.WriteAllText(Path.Combine(folder, "secret.txt"), "outside");
        File.CreateSymbolicLink(Path.Combine(folder, "repository/apps/in.yaml"), "a.yaml");
        File.CreateSymbolicLink(Path.Combine(folder, "repository/apps/out.yaml"), "../../secret.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "repository/apps/gone.yaml"), "nowhere.yaml");
        Directory.CreateSymbolicLink(Path.Combine(folder, "repository/apps/circle"), "..");
        Assert.Equal(["apps/a.yaml", "apps/in.yaml"], Paths());
        Assert.Equal(["apps/circle", "apps/gone.yaml", "apps/out.yaml"], findings.Sorted().Select(static f => f.At.File));
        Assert.All(findings.Sorted(), static f => Assert.Equal("SL9013", f.Code));
    }

    [Fact]
    public void A_file_over_the_bound_is_a_finding_and_not_read()
    {
        Write("apps/a.yaml");
        using (var large = File.Create(Path.Combine(folder, "repository/apps/large.bin")))
            large.SetLength(17 << 20);
        Assert.Equal(["apps/a.yaml"], Paths());
        Assert.Equal("SL9012", Assert.Single(findings.Sorted()).Code);
    }

    [Fact]
    public void Four_thousand_files_are_read_in_order()
    {
        for (var i = 0; i < 4000; i++)
            Write($"apps/d{i % 40}/base/deployment-{i}.yaml");
        var paths = Paths();
        Assert.Equal(4000, paths.Length);
        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
    }
}
