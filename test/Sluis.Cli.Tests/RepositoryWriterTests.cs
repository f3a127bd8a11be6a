using System.Text;
using Sluis.Cli.Output;
using Sluis.Core.Emit;

namespace Sluis.Cli.Tests;

public sealed class RepositoryWriterTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("sluis-").FullName;

    private string Folder => Path.Combine(root, "out");

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static RepositoryTree Tree(params (string Path, string Text)[] files) =>
        new([.. files.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => new RepositoryFile(f.Path, Encoding.UTF8.GetBytes(f.Text), FileOwner.Tool))]);

    private string Text(string path) => File.ReadAllText(Path.Combine(Folder, path));

    private WriteReport Write(RepositoryTree tree, bool force = false, bool dryRun = false) => RepositoryWriter.Write(tree, Folder, force, dryRun);

    [Fact]
    public void A_new_folder_holds_the_files_and_their_hashes()
    {
        var report = Write(Tree(("apps/a/base/x.yaml", "x: 1\n"), ("README.md", "hello\n")));
        Assert.Equal(["README.md", "apps/a/base/x.yaml"], report.Written);
        Assert.Equal("x: 1\n", Text("apps/a/base/x.yaml"));
        Assert.Contains("\"README.md\": \"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\"", Text(".sluis/manifest.json"));
        Assert.Equal(["out"], Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_second_run_with_the_same_files_touches_nothing()
    {
        var tree = Tree(("a.yaml", "a: 1\n"));
        Write(tree);
        var before = File.GetLastWriteTimeUtc(Path.Combine(Folder, ".sluis/manifest.json"));
        var report = Write(tree);
        Assert.Empty(report.Written);
        Assert.Equal(1, report.Unchanged);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(Folder, ".sluis/manifest.json")));
    }

    [Fact]
    public void A_file_that_a_person_changed_is_kept_and_reported_until_force()
    {
        Write(Tree(("a.yaml", "a: 1\n")));
        File.WriteAllText(Path.Combine(Folder, "a.yaml"), "a: mine\n");
        for (var run = 0; run < 2; run++)
        {
            var report = Write(Tree(("a.yaml", "a: 2\n")));
            Assert.Equal(["a.yaml"], report.Changed);
            Assert.Equal("a: mine\n", Text("a.yaml"));
        }
        Assert.Equal(["a.yaml"], Write(Tree(("a.yaml", "a: 2\n")), force: true).Written);
        Assert.Equal("a: 2\n", Text("a.yaml"));
    }

    [Fact]
    public void A_file_that_nobody_changed_follows_the_input()
    {
        Write(Tree(("a.yaml", "a: 1\n"), ("b.yaml", "b: 1\n")));
        Assert.Equal(["a.yaml"], Write(Tree(("a.yaml", "a: 2\n"), ("b.yaml", "b: 1\n"))).Written);
        Assert.Equal("a: 2\n", Text("a.yaml"));
    }

    [Fact]
    public void A_file_that_is_no_longer_generated_goes_with_its_empty_folder()
    {
        Write(Tree(("a.yaml", "a"), ("old/deep/b.yaml", "b"), ("kept/c.yaml", "c")));
        File.WriteAllText(Path.Combine(Folder, "kept/c.yaml"), "mine");
        var report = Write(Tree(("a.yaml", "a")));
        Assert.Equal(["old/deep/b.yaml"], report.Removed);
        Assert.Equal(["kept/c.yaml"], report.Orphaned);
        Assert.False(Directory.Exists(Path.Combine(Folder, "old")));
        Assert.Equal("mine", Text("kept/c.yaml"));
    }

    [Fact]
    public void A_foreign_file_is_never_overwritten()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "README.md"), "theirs");
        var report = Write(Tree(("README.md", "ours"), ("a.yaml", "a")));
        Assert.Equal(["README.md"], report.Foreign);
        Assert.Equal("theirs", Text("README.md"));
        Assert.Equal("a", Text("a.yaml"));
    }

    [Fact]
    public void A_users_file_is_written_once_and_follows_only_while_untouched()
    {
        RepositoryTree Users(string text) => new([new("overlay.yaml", Encoding.UTF8.GetBytes(text), FileOwner.User)]);
        Write(Users("1"));
        Write(Users("2"));
        Assert.Equal("2", Text("overlay.yaml"));
        File.WriteAllText(Path.Combine(Folder, "overlay.yaml"), "mine");
        var report = Write(Users("3"), force: true);
        Assert.Equal("mine", Text("overlay.yaml"));
        Assert.Empty(report.Changed);
    }

    [Fact]
    public void A_dry_run_reports_and_writes_nothing()
    {
        Assert.Equal(["a.yaml"], Write(Tree(("a.yaml", "a")), dryRun: true).Written);
        Assert.False(Directory.Exists(Folder));
        Write(Tree(("a.yaml", "a")));
        Assert.Equal(["a.yaml"], Write(Tree(("a.yaml", "b")), dryRun: true).Written);
        Assert.Equal("a", Text("a.yaml"));
        Assert.False(File.Exists(Path.Combine(Folder, Manifest.PendingPath)));
    }

    [Fact]
    public void A_run_that_was_killed_between_moves_is_taken_up_by_the_next()
    {
        Write(Tree(("a.yaml", "a1"), ("b.yaml", "b1"), ("c.yaml", "c1")));
        // As a killed run leaves it: the intention is noted, one file is moved, the manifest is the old one, rubbish lies about.
        var next = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["a.yaml"] = Sha256Hex.Of("a2"u8),
            ["b.yaml"] = Sha256Hex.Of("b2"u8),
            ["d.yaml"] = Sha256Hex.Of("d2"u8),
        };
        File.WriteAllBytes(Path.Combine(Folder, Manifest.PendingPath), Manifest.Write(next));
        File.WriteAllText(Path.Combine(Folder, "a.yaml"), "a2");
        File.WriteAllText(Path.Combine(Folder, "d.yaml"), "d2");
        Directory.CreateDirectory(Path.Combine(Folder, ".sluis/staging"));
        File.WriteAllText(Path.Combine(Folder, ".sluis/staging/0"), "half");
        var report = Write(Tree(("a.yaml", "a3"), ("b.yaml", "b3")));
        Assert.Empty(report.Changed);
        Assert.Equal(["c.yaml", "d.yaml"], report.Removed);
        Assert.Equal("a3", Text("a.yaml"));
        Assert.Equal("b3", Text("b.yaml"));
        Assert.Equal([".sluis/manifest.json", "a.yaml", "b.yaml"],
            Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rubbish_of_a_killed_first_run_does_not_hinder()
    {
        Directory.CreateDirectory(Path.Combine(root, ".out.sluis-staging", "apps"));
        Write(Tree(("a.yaml", "a")));
        Assert.Equal("a", Text("a.yaml"));
        Assert.Single(Directory.EnumerateFileSystemEntries(root));
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("a/../../b")]
    [InlineData(".sluis/manifest.json")]
    public void A_path_that_leads_out_is_refused(string path) =>
        Assert.Throws<OutputRefused>(() => Write(Tree((path, "x"))));

    [Fact]
    public void A_target_that_is_a_file_is_refused()
    {
        File.WriteAllText(Folder, "");
        Assert.Throws<OutputRefused>(() => Write(Tree(("a", "x"))));
    }

    [Fact]
    public void A_damaged_manifest_makes_every_difference_a_persons()
    {
        Write(Tree(("a.yaml", "a1")));
        File.WriteAllText(Path.Combine(Folder, Manifest.Path), "{ \"files\": {");
        Assert.Equal(["a.yaml"], Write(Tree(("a.yaml", "a2"))).Foreign);
    }
}
