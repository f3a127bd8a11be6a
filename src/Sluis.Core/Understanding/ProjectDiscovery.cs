using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Understanding;

/// <summary>A project to read, and the short name of what it is about.</summary>
public sealed record DiscoveredProject(ComposeOptions Options, string Domain);

/// <summary>Paths on the command line to projects: a folder, several, or many files of which each is a project.</summary>
public static class ProjectDiscovery
{
    public static IReadOnlyList<DiscoveredProject> Discover(
        ISourceTree sources, IReadOnlyList<string> paths, Intent intent, ComposeOptions defaults, Findings findings)
    {
        if (defaults.Files.Count > 0)
            return [new(defaults, DomainOf(defaults.Files[0]))];
        var projects = new List<DiscoveredProject>();
        foreach (var path in paths.Count == 0 ? [sources.WorkingDirectory] : paths)
        {
            var before = projects.Count;
            switch (sources.Kind(path))
            {
                case SourceKind.File:
                    projects.Add(Single(path, defaults));
                    break;
                case SourceKind.Directory:
                    Folder(sources, path, intent, defaults, findings, projects);
                    break;
            }
            if (projects.Count == before)
                findings.Add(UnderstandingDiagnostics.NoCompose(path));
        }
        return projects;
    }

    private static void Folder(
        ISourceTree sources, string folder, Intent intent, ComposeOptions defaults, Findings findings, List<DiscoveredProject> projects)
    {
        if (intent.Projects.Count > 0)
        {
            foreach (var project in intent.Projects)
                projects.Add(new(
                    defaults with { Files = project.Files.Select(f => f.StartsWith('/') ? f : $"{folder}/{f}").ToEquatableArray(), ProjectName = project.Name, NameIsAssumed = true },
                    project.Domain ?? project.Name));
            return;
        }
        var standard = ComposeReader.DefaultFiles(sources, folder);
        var named = sources.List(folder).Where(IsNamedCompose).Select(f => $"{folder}/{f}").Where(f => sources.Kind(f) == SourceKind.File).ToList();
        var perFile = intent.Layout switch
        {
            ProjectsLayout.FilePerProject => true,
            ProjectsLayout.FolderPerProject => false,
            _ => named.Count > 0 && (standard.Count == 0 || named.Count > 1 && Disjoint(sources, [.. standard, .. named])),
        };
        if (perFile)
        {
            if (standard.Count > 0)
                projects.Add(new(defaults with { Files = standard.ToEquatableArray() }, LastPart(folder)));
            projects.AddRange(named.Select(f => Single(f, defaults)));
            findings.Add(UnderstandingDiagnostics.HowRead(SourceSpan.StartOf(Shown(sources, named[0])),
                $"The {projects.Count} Compose files of this folder are read as a project each."));
            return;
        }
        if (standard.Count > 0)
        {
            projects.Add(new(defaults with { Files = standard.ToEquatableArray() }, LastPart(folder)));
            return;
        }
        // A folder that has only a variant (docker-compose.prod.yml) is that project.
        var variants = sources.List(folder).Where(static f => Middle(f) is not null).Select(f => $"{folder}/{f}").Where(f => sources.Kind(f) == SourceKind.File).ToList();
        if (variants.Count == 1)
        {
            projects.Add(new(defaults with { Files = variants.ToEquatableArray() }, LastPart(folder)));
            return;
        }
        foreach (var name in sources.List(folder))
            if (!name.StartsWith('.') && sources.Kind($"{folder}/{name}") == SourceKind.Directory && ComposeReader.DefaultFiles(sources, $"{folder}/{name}") is { Count: > 0 } files)
                projects.Add(new(defaults with { Files = files.ToEquatableArray() }, name));
    }

    private static string Shown(ISourceTree sources, string path) =>
        path.StartsWith(sources.WorkingDirectory + "/", StringComparison.Ordinal) ? path[(sources.WorkingDirectory.Length + 1)..] : path;

    /// <summary>Files of one project repeat its services (overrides); files that are projects do not.</summary>
    private static bool Disjoint(ISourceTree sources, List<string> files)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
            if (sources.Read(file).Content is { } content && YamlReader.Read(file, content, new Findings()) is MapNode root && root["services"] is MapNode services)
                foreach (var (name, _, _) in services.Entries)
                    if (!seen.Add(name))
                        return false;
        return true;
    }

    private static DiscoveredProject Single(string file, ComposeOptions defaults)
    {
        var domain = DomainOf(file);
        var assumed = defaults.ProjectName is null && IsNamedCompose(LastPart(file));
        return new(defaults with { Files = [file], ProjectName = assumed ? Legal(domain) : defaults.ProjectName, NameIsAssumed = assumed }, domain);
    }

    private static string Legal(string name) =>
        string.Concat(name.ToLowerInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).TrimStart('-', '_');

    private static bool IsNamedCompose(string name) => Middle(name) is { Length: > 0 } middle && middle is not ("override" or "dev" or "prod" or "production" or "development" or "test" or "ci" or "local" or "debug");

    /// <summary>"rentguy" in docker-compose.rentguy.yml and in compose-rentguy.yaml.</summary>
    private static string? Middle(string name)
    {
        var stem = name.EndsWith(".yaml", StringComparison.Ordinal) ? name[..^5] : name.EndsWith(".yml", StringComparison.Ordinal) ? name[..^4] : null;
        if (stem is null)
            return null;
        foreach (var prefix in (ReadOnlySpan<string>)["docker-compose.", "docker-compose-", "compose.", "compose-"])
            if (stem.StartsWith(prefix, StringComparison.Ordinal))
                return stem[prefix.Length..];
        return null;
    }

    private static string DomainOf(string file) => Middle(LastPart(file)) ?? LastPart(file[..Math.Max(0, file.LastIndexOf('/'))]);

    private static string LastPart(string path) => path[(path.LastIndexOf('/') + 1)..];
}
