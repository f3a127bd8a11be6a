using System.Diagnostics;
using Sluis.Cli.IO;
using Sluis.Core.Proof;

namespace Sluis.Cli.Verifying;

/// <summary>
/// <c>kubectl kustomize</c> or <c>kustomize build</c>, whichever is on the PATH, for what is not rendered in process. A repository
/// that is not on disk yet is put into a temporary folder at the first call.
/// </summary>
internal sealed class KustomizeProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly string? program;
    private readonly string? onDisk;
    private readonly RepositorySnapshot? inMemory;
    private string? temporary;

    public KustomizeProgram(IWorld world, string folder) : this(world) => onDisk = folder;

    public KustomizeProgram(IWorld world, RepositorySnapshot repository) : this(world) => inMemory = repository;

    private KustomizeProgram(IWorld world) => program = Find(world, "kubectl") ?? Find(world, "kustomize");

    /// <summary>Null when neither program is there.</summary>
    public Func<string, ExternalRendering>? Render => program is null ? null : RenderFolder;

    private ExternalRendering RenderFolder(string path)
    {
        try
        {
            var start = new ProcessStartInfo(program ?? "") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
            start.ArgumentList.Add(Path.GetFileName(program) == "kubectl" ? "kustomize" : "build");
            start.ArgumentList.Add(Path.Combine(Folder(), path));
            using var process = Process.Start(start);
            if (process is null)
                return new(null, $"{program} did not start");
            process.StandardInput.Close();
            using var output = new MemoryStream();
            var complaint = process.StandardError.ReadToEndAsync();
            var copy = process.StandardOutput.BaseStream.CopyToAsync(output);
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return new(null, $"{Path.GetFileName(program)} did not end within {Patience.TotalSeconds:0} seconds");
            }
            copy.GetAwaiter().GetResult();
            var said = complaint.GetAwaiter().GetResult().Trim();
            return process.ExitCode == 0 ? new(output.ToArray(), null) : new(null, said.Length == 0 ? $"{Path.GetFileName(program)} ended with {process.ExitCode}" : said.Replace(Folder() + "/", "", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return new(null, e.Message);
        }
    }

    private string Folder()
    {
        if (onDisk is not null)
            return onDisk;
        lock (gate)
        {
            if (temporary is not null)
                return temporary;
            var folder = Directory.CreateTempSubdirectory("sluis-").FullName;
            foreach (var path in inMemory?.Paths ?? [])
                if (inMemory?.Read(path) is { } content)
                {
                    var full = Path.Combine(folder, path);
                    Directory.CreateDirectory(Path.GetDirectoryName(full) ?? folder);
                    File.WriteAllBytes(full, content.Span);
                }
            return temporary = folder;
        }
    }

    private static string? Find(IWorld world, string name)
    {
        foreach (var folder in (world.Sources.Environment("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            if (Path.IsPathRooted(folder) && Path.Combine(folder, name) is var file && File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0))
                return file;
        return null;
    }

    public void Dispose()
    {
        if (temporary is not null)
            Directory.Delete(temporary, recursive: true);
    }
}
