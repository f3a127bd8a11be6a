using System.ComponentModel;
using System.Diagnostics;
using Sluis.Core.Emit;

namespace Sluis.Core.Tests.Support;

/// <summary>A repository on disk for as long as a test runs, with commands of the test's own on its path.</summary>
internal sealed class ScratchRepository : IDisposable
{
    private readonly string tools = Directory.CreateTempSubdirectory("sluis-tools").FullName;

    public ScratchRepository(RepositoryTree tree)
    {
        foreach (var file in tree.Files)
            Write(file.Path, file.Content.ToArray());
        Record = Path.Combine(tools, "record");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("sluis-repository").FullName;

    /// <summary>What a tool of the test notes down.</summary>
    public string Record { get; }

    public string Recorded => File.Exists(Record) ? File.ReadAllText(Record) : "";

    public void Write(string path, byte[] content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? Folder);
        File.WriteAllBytes(full, content);
    }

    public void Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public bool Has(string path) => File.Exists(Path.Combine(Folder, path));

    public void Tool(string name, string script)
    {
        var path = Path.Combine(tools, name);
        File.WriteAllText(path, "#!/usr/bin/env bash\n" + script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Skips the test where the command is not there.</summary>
    public (int Code, string Output, string Error) Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["RECORD"] = Record;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip(command + " is not installed");
            throw;
        }
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
    }

    public void Dispose()
    {
        Directory.Delete(Folder, true);
        Directory.Delete(tools, true);
    }
}
