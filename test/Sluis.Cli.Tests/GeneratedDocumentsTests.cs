using System.CommandLine;
using Sluis.Cli.Rendering;

namespace Sluis.Cli.Tests;

/// <summary>Documents that are written from the program. UPDATE_GOLDEN=1 rewrites them.</summary>
public class GeneratedDocumentsTests
{
    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Sluis.slnx")))
            at = at.Parent;
        Assert.SkipWhen(at is null, "The tests do not run from the project's folder.");
        return at!.FullName;
    }

    private static void Holds(string path, string expected)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, expected);
        Assert.True(File.Exists(file) && File.ReadAllText(file) == expected, $"{path} is not what the program says: run the tests with UPDATE_GOLDEN=1 and look at the change.");
    }

    [Fact]
    public void The_command_line_reference_is_what_the_program_takes()
    {
        using var world = new TestWorld();
        Holds("docs/cli.md", CliReference.Write(SluisApplication.BuildRoot(world, SluisApplication.Verbose())));
    }
}
