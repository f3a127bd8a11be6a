namespace Sluis.Core.Tests;

/// <summary>Test data that lies beside the project and is not part of it; tests skip without it.</summary>
internal static class SharedData
{
    public static string ProjectRoot { get; } = FindRoot();

    public static string? Folder { get; } = Find();

    public static string Require(string relative)
    {
        if (Folder is null || !Path.Exists(Path.Combine(Folder, relative)))
            Assert.Skip($"shared/{relative} is not beside the project.");
        return Path.Combine(Folder, relative);
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Sluis.slnx")))
                return at.FullName;
        return AppContext.BaseDirectory;
    }

    private static string? Find()
    {
        var given = Environment.GetEnvironmentVariable("SLUIS_SHARED");
        var folder = string.IsNullOrEmpty(given) ? Path.Combine(ProjectRoot, "..", "shared") : given;
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}
