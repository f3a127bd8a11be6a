using Sluis.Core.Compose.EnvFiles;
using Sluis.Core.Compose.Interpolation;
using Sluis.Core.Compose.Loading;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose;

/// <summary>Compose files to a resolved project.</summary>
public static class ComposeReader
{
    private static readonly string[] DefaultNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    private static readonly string[] OverrideNames = ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

    /// <summary>Null after an error finding.</summary>
    public static ComposeProject? Read(ISourceTree sources, ComposeOptions options, Findings findings)
    {
        try
        {
            return new ProjectReading(sources, options, findings).Read();
        }
        catch (ComposeFault fault)
        {
            findings.Add(fault.Finding);
        }
        catch (AlreadyReported)
        {
        }
        return null;
    }

    /// <summary>The default file of a folder with its override; empty when it has none.</summary>
    public static IReadOnlyList<string> DefaultFiles(ISourceTree sources, string folder)
    {
        foreach (var name in DefaultNames)
        {
            if (sources.Kind($"{folder}/{name}") != SourceKind.File)
                continue;
            foreach (var more in OverrideNames)
                if (sources.Kind($"{folder}/{more}") == SourceKind.File)
                    return [$"{folder}/{name}", $"{folder}/{more}"];
            return [$"{folder}/{name}"];
        }
        return [];
    }

    private sealed class ProjectReading(ISourceTree sources, ComposeOptions options, Findings findings)
    {
        private readonly Dictionary<string, string> dotEnv = new(StringComparer.Ordinal);
        private string? projectName;

        public ComposeProject? Read()
        {
            var folder = options.ProjectDirectory ?? (options.Files.Count > 0 && options.Files[0] != "-" ? PathText.Folder(options.Files[0]) : sources.WorkingDirectory);
            ReadDotEnv(folder);
            var files = Files(ref folder);
            if (files.Count == 0)
            {
                findings.Add(ComposeDiagnostics.Nothing(SourceSpan.StartOf(folder), "There is no Compose file here or in the folders above."));
                return null;
            }

            var interpolator = new Interpolator(Lookup, findings, options.MissingVariableIsWarning);
            var parsed = new ParsedFiles(sources, options, findings);
            var loader = new FileLoader(sources, options, interpolator, Lookup, findings, parsed);
            var engineName = options.NameIsAssumed
                ? (Lookup("COMPOSE_PROJECT_NAME") is { Length: > 0 } variable ? variable : null) ?? NameIn(files, parsed, interpolator) ?? Normalise(PathText.Name(folder))
                : null;
            projectName = GivenName(files, folder) ?? NameIn(files, parsed, interpolator) ?? Normalise(PathText.Name(folder));
            var document = loader.Load(files, folder, []);
            if (document.Entries.Count == 0)
                throw new ComposeFault(ComposeDiagnostics.Nothing(SourceSpan.StartOf(parsed.Shown(files[0])), "The file says nothing."));
            if (projectName.Length == 0)
                throw new ComposeFault(ComposeDiagnostics.BadProjectName(SourceSpan.StartOf(parsed.Shown(files[0])), ""));

            document = ConfigContents(document);
            var root = Binding.Document(Normalising.Apply(document, projectName, Lookup));
            root = Profiles(root, out var disabled);
            Consistency.Check(root, disabled);
            root = Scaling.Apply(root);
            root = new AttachedFiles(sources, options, Lookup, findings, parsed.Shown).Resolve(root);
            return new ComposeProject
            {
                Name = projectName,
                EngineName = engineName ?? projectName,
                Directory = folder,
                Files = parsed.Read.ToEquatableArray(),
                Root = root,
                Variables = interpolator.Asked.Select(static v => new ReferencedVariable(v.Key, v.Value)).ToEquatableArray(),
            };
        }

        private string? Lookup(string name) =>
            name == "COMPOSE_PROJECT_NAME" && projectName is not null ? projectName : sources.Environment(name) ?? dotEnv.GetValueOrDefault(name);

        private void ReadDotEnv(string folder)
        {
            var files = options.EnvFiles.Count > 0
                ? [.. options.EnvFiles]
                : sources.Environment("COMPOSE_ENV_FILES") is { Length: > 0 } list
                    ? list.Split(',').Select(f => PathText.Join(sources.WorkingDirectory, f)).ToList()
                    : sources.Environment("COMPOSE_DISABLE_ENV_FILE").IsTrue() || sources.Kind(folder + "/.env") != SourceKind.File
                        ? new List<string>()
                        : [folder + "/.env"];
            foreach (var file in files)
            {
                var content = sources.Read(file);
                if (content.Content is not { } bytes)
                    throw new ComposeFault(EnvFileDiagnostics.Missing(SourceSpan.StartOf(file), file, content.Failure ?? "it cannot be read", false));
                foreach (var entry in EnvFileParser.Parse(file, bytes, false, n => sources.Environment(n) ?? dotEnv.GetValueOrDefault(n), findings))
                    if (entry.Value is not null)
                        dotEnv[entry.Name] = entry.Value;
            }
        }

        private IReadOnlyList<string> Files(ref string folder)
        {
            if (options.Files.Count > 0)
                return options.Files;
            if (Lookup("COMPOSE_FILE") is { Length: > 0 } list)
            {
                var separator = Lookup("COMPOSE_PATH_SEPARATOR") is { Length: > 0 } given ? given : ":";
                var start = folder;
                var files = list.Split(separator).Select(f => f == "-" ? f : PathText.Join(start, f)).ToList();
                if (options.ProjectDirectory is null && files[0] != "-")
                    folder = PathText.Folder(files[0]);
                return files;
            }
            for (var at = folder; ; at = PathText.Folder(at))
            {
                if (DefaultFiles(sources, at) is { Count: > 0 } found)
                {
                    if (options.ProjectDirectory is null)
                        folder = at;
                    return found;
                }
                if (at is "/" or ".")
                    return [];
            }
        }

        private string? GivenName(IReadOnlyList<string> files, string folder)
        {
            var given = options.ProjectName is { Length: > 0 } option ? option : (Lookup("COMPOSE_PROJECT_NAME") is { Length: > 0 } variable ? variable : null);
            if (given is not null && Normalise(given) != given)
                throw new ComposeFault(ComposeDiagnostics.BadProjectName(SourceSpan.StartOf(files.Count > 0 ? files[0] : folder), given));
            return given;
        }

        /// <summary>The last <c>name</c> that a file gives; known before the rest is read, because <c>${COMPOSE_PROJECT_NAME}</c> may stand there.</summary>
        private static string? NameIn(IReadOnlyList<string> files, ParsedFiles parsed, Interpolator interpolator)
        {
            ScalarNode? last = null;
            foreach (var file in files)
                foreach (var document in parsed.Documents(file, SourceSpan.None))
                    if (document is MapNode map && map["name"] is ScalarNode { Kind: ScalarKind.String, Text.Length: > 0 } name)
                        last = name;
            return last is not null && Normalise(interpolator.Interpolate(last.Text, last.Span).Text) is { Length: > 0 } named ? named : null;
        }

        private static string Normalise(string name)
        {
            var kept = string.Concat(name.ToLowerInvariant().Where(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-'));
            return kept.TrimStart('_', '-');
        }

        /// <summary>A config that comes from a variable has its value as content.</summary>
        private MapNode ConfigContents(MapNode document)
        {
            if (document["configs"] is not MapNode configs)
                return document;
            var draft = new MapDraft(document);
            draft.Set("configs", new MapNode(configs.Span, [.. configs.Entries.Select(e =>
            {
                if (e.Value is not MapNode config || config["environment"].AsText() is not { } name || Lookup(name) is not { } value)
                    return e;
                var inner = new MapDraft(config);
                inner.Set("content", Nodes.Text(config.Span, value, [new TextPart.Variable(name, "", default, value, true)]));
                return e with { Value = inner.ToNode() };
            })]));
            return draft.ToNode();
        }

        private MapNode Profiles(MapNode root, out HashSet<string> disabled)
        {
            disabled = new(StringComparer.Ordinal);
            if (options.AllProfiles || root["services"] is not MapNode services)
                return root;
            var active = options.Profiles.Count > 0 ? [.. options.Profiles]
                : (Lookup("COMPOSE_PROFILES") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (active.Contains("*"))
                return root;
            foreach (var (name, _, value) in services.Entries)
                if (value is MapNode s && s["profiles"] is ListNode { Items.Count: > 0 } profiles && !profiles.Items.Any(p => active.Contains(p.AsText())))
                    disabled.Add(name);
            if (disabled.Count == 0)
                return root;
            var off = disabled;
            var draft = new MapDraft(root);
            draft.Set("services", new MapNode(services.Span, [.. services.Entries.Where(e => !off.Contains(e.Key))]));
            return draft.ToNode();
        }
    }

    private static bool IsTrue(this string? text) => text?.ToLowerInvariant() is "1" or "true" or "t";
}
