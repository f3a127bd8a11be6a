using System.Diagnostics;

namespace Sluis.Cli.Tests;

/// <summary>The published binary as people run it; SLUIS_BINARY names it.</summary>
public sealed class WholeProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sluis-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private (int Code, string Output, string Error) Run(params string[] args)
    {
        var binary = Environment.GetEnvironmentVariable("SLUIS_BINARY");
        Assert.SkipWhen(string.IsNullOrEmpty(binary), "SLUIS_BINARY names no binary.");
        var start = new ProcessStartInfo(binary!, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
        File.WriteAllText(Path.Combine(folder, path), content);
    }

    [Fact]
    public void Help_names_the_commands()
    {
        var (code, output, _) = Run("--help");
        Assert.Equal(0, code);
        foreach (var command in (string[])["generate", "verify", "inspect", "plan", "init", "config", "explain", "completion"])
            Assert.Contains(command, output);
    }

    [Fact]
    public void Generate_writes_inspect_prints_and_a_second_run_is_quiet()
    {
        Write("shop/compose.yaml", "services:\n  web:\n    image: nginx:1.27\n    ports: [\"80:80\"]\n    depends_on: [db]\n  db:\n    image: postgres:16\n    environment: {POSTGRES_PASSWORD: \"${PW}\"}\n    volumes: [data:/var/lib/postgresql/data]\nvolumes: {data: {}}\n");
        Write("shop/.env", "PW=correct-horse-battery\n");
        Assert.Equal(0, Run("generate", "shop", "-o", "out").Code);
        var (code, output, error) = Run("generate", "shop", "-o", "out");
        Assert.Equal((0, ""), (code, output));
        Assert.Contains(" 0 files written", error);
        Assert.DoesNotContain("\u001b", error);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "out"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("correct-horse-battery", File.ReadAllText(file));
        Assert.Contains("2 services", Run("inspect", "shop").Output);
        Assert.Equal(0, Run("plan", "shop", "--format", "json").Code);
        Assert.Equal(0, Run("init", "shop").Code);
    }

    [Fact]
    public void Two_runs_write_the_same_bytes()
    {
        Write("shop/compose.yaml", "services:\n  web:\n    image: nginx:1.27\n  api:\n    image: acme/api:1\n    environment: {TOKEN: \"${T:-abc}\"}\n");
        Assert.Equal(0, Run("generate", "shop", "-o", "one").Code);
        Assert.Equal(0, Run("generate", "shop", "-o", "two").Code);
        var first = Directory.EnumerateFiles(Path.Combine(folder, "one"), "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(Path.Combine(folder, "one"), f), File.ReadAllText);
        var second = Directory.EnumerateFiles(Path.Combine(folder, "two"), "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(Path.Combine(folder, "two"), f), File.ReadAllText);
        Assert.Equal(first.OrderBy(f => f.Key, StringComparer.Ordinal), second.OrderBy(f => f.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Faults_have_the_documented_exit_codes()
    {
        Assert.Equal(2, Run("generate", "--nonsense").Code);
        Assert.Equal(1, Run("inspect", "nowhere").Code);
        Assert.Equal(2, Run("explain", "SL0000").Code);
    }

    [Fact]
    public void Suggestions_come_from_the_program()
    {
        var (code, output, _) = Run("[suggest:9]", "sluis ins");
        Assert.Equal(0, code);
        Assert.Contains("inspect", output);
    }
}
