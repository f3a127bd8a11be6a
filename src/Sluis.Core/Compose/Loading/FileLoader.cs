using Sluis.Core.Compose.Interpolation;
using Sluis.Core.Compose.EnvFiles;
using Sluis.Core.Compose.Specification;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>
/// Reads the files of a project, and those they include and extend, into one document. One instance per environment: an
/// include may bring its own.
/// </summary>
internal sealed class FileLoader(ISourceTree sources, ComposeOptions options, Interpolator interpolator, Func<string, string?> environment, Findings findings, ParsedFiles parsed)
{
    private const int MaxIncludeDepth = 32;
    private const int MaxExtendsDepth = 64;

    private readonly Dictionary<string, (MapNode Services, Resets Resets)> bases = new(StringComparer.Ordinal);

    private string? Home => environment("HOME");

    public MapNode Load(IReadOnlyList<string> files, string directory, IReadOnlyList<string> includedBy)
    {
        MapNode? document = null;
        foreach (var file in files)
            document = LoadFile(file, directory, document, includedBy);
        return Normalising.Inherit(Finishing.Apply(document ?? new MapNode(SourceSpan.None, []), directory, Home), environment);
    }

    private string Shown(string path) => parsed.Shown(path);

    private MapNode? LoadFile(string file, string directory, MapNode? under, IReadOnlyList<string> includedBy)
    {
        foreach (var raw in parsed.Documents(file, SourceSpan.None))
        {
            if (raw is not MapNode)
                throw new ComposeFault(ComposeDiagnostics.WrongType(raw.Span, "", "a mapping"));
            var resets = new Resets();
            var document = (MapNode)Loading.Interpolation.Apply(resets.Collect(raw), interpolator);
            document = Include(document, file, directory, resets, includedBy);
            var target = resets.Apply(under ?? new MapNode(document.Span, []));
            document = Extend(document, file, directory, resets);
            under = Finish((MapNode)Merging.Documents(target, document), validate: true);
        }
        return under;
    }

    private MapNode Finish(MapNode document, bool validate)
    {
        document = (MapNode)Unicity.Enforce(document);
        if (validate && !new ShapeValidator(findings).Validate(document))
            throw new AlreadyReported();
        if (validate && document["version"] is not null)
        {
            var draft = new MapDraft(document);
            draft.Remove("version");
            document = draft.ToNode();
        }
        return (MapNode)Unicity.Enforce(Canonical.Apply(document));
    }

    private MapNode Include(MapNode document, string file, string directory, Resets resets, IReadOnlyList<string> includedBy)
    {
        if (document["include"] is not { } include || include.IsNull())
            return document;
        if (include is not ListNode list)
            throw new ComposeFault(ComposeDiagnostics.WrongType(include.Span, "include", "a list"));
        var draft = new MapDraft(document);
        draft.Remove("include");
        string[] chain = [.. includedBy, file];
        foreach (var item in list.Items)
            Import(draft, Included(item, directory, chain), resets);
        return draft.ToNode();
    }

    private MapNode Included(Node item, string directory, IReadOnlyList<string> chain)
    {
        var map = item as MapNode ?? new MapNode(item.Span, [new("path", item.Span, item)]);
        var paths = Texts(map["path"]);
        if (paths.Count == 0)
            throw new ComposeFault(ComposeDiagnostics.BadInclude(item.Span, "An include names no path."));
        var files = paths.Select(p => PathText.Join(directory, p.Text)).ToList();
        foreach (var (path, file) in paths.Zip(files))
            if (path.Text.Contains("://", StringComparison.Ordinal) || path.Text.StartsWith("git@", StringComparison.Ordinal))
                throw new ComposeFault(ComposeDiagnostics.BadInclude(path.Span, $"\"{path.Text}\" is remote, and remote files are not fetched."));
            else if (sources.Kind(file) != SourceKind.File)
                throw new ComposeFault(ComposeDiagnostics.BadInclude(path.Span, $"There is no file {Shown(file)} to include."));
        if (chain.Contains(files[0]) || chain.Count > MaxIncludeDepth)
            throw new ComposeFault(ComposeDiagnostics.BadInclude(item.Span, $"{Shown(files[0])} includes itself by way of {string.Join(", ", chain.Select(Shown))}."));

        var folder = map["project_directory"].AsText() is { Length: > 0 } given ? PathText.Join(directory, given) : PathText.Folder(files[0]);
        var variables = Variables(map, directory, folder);
        string? Lookup(string name) => environment(name) ?? variables.GetValueOrDefault(name);
        var inner = variables.Count == 0
            ? this
            : new FileLoader(sources, options, new Interpolator(Lookup, findings, options.MissingVariableIsWarning), Lookup, findings, parsed);
        return inner.Load(files, folder, chain);
    }

    private Dictionary<string, string> Variables(MapNode include, string directory, string folder)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = Texts(include["env_file"]).Where(static f => f.Text != "/dev/null").Select(f => (PathText.Join(directory, f.Text), f.Span)).ToList();
        if (include["env_file"] is null && sources.Kind(folder + "/.env") == SourceKind.File)
            files.Add((folder + "/.env", include.Span));
        foreach (var (file, at) in files)
        {
            var content = sources.Read(file);
            if (content.Content is not { } bytes)
                throw new ComposeFault(EnvFileDiagnostics.Missing(at, Shown(file), content.Failure ?? "it cannot be read", false));
            foreach (var entry in EnvFileParser.Parse(Shown(file), bytes, false, n => environment(n) ?? variables.GetValueOrDefault(n), findings))
                if (entry.Value is not null)
                    variables[entry.Name] = entry.Value;
        }
        return variables;
    }

    private static List<ScalarNode> Texts(Node? node) => node switch
    {
        ScalarNode { Kind: not ScalarKind.Null } scalar => [scalar],
        ListNode list => [.. list.Items.OfType<ScalarNode>()],
        _ => [],
    };

    private static void Import(MapDraft into, MapNode included, Resets resets)
    {
        foreach (var section in (ReadOnlySpan<string>)["services", "volumes", "networks", "secrets", "configs", "models"])
        {
            if (included[section] is not MapNode from)
                continue;
            var to = into[section] is MapNode existing ? new MapDraft(existing) : new MapDraft(from.Span);
            foreach (var (name, keySpan, value) in from.Entries)
            {
                if (to[name] is not { } over)
                {
                    to.Set(name, value, keySpan);
                    continue;
                }
                var kept = resets.Apply(new MapNode(from.Span, [new(section, keySpan, new MapNode(from.Span, [new(name, keySpan, value)]))]));
                to.Set(name, (kept[section] as MapNode)?[name] is { } under ? Merging.Resources(section, name, under, over) : over);
            }
            into.Set(section, to.ToNode());
        }
    }

    private MapNode Extend(MapNode document, string file, string directory, Resets resets)
    {
        if (document["services"] is not { } found || found.IsNull())
            return document;
        if (found is not MapNode services)
            throw new ComposeFault(ComposeDiagnostics.WrongType(found.Span, "services", "a mapping"));
        if (!services.Entries.Any(static e => e.Value is MapNode m && m["extends"] is not null))
            return document;
        var draft = new MapDraft(services);
        foreach (var (name, _, _) in services.Entries)
            if (Extended(name, draft, file, directory, resets, []) is { } merged)
                draft.Set(name, merged);
        var result = new MapDraft(document);
        result.Set("services", draft.ToNode());
        return result.ToNode();
    }

    private Node? Extended(string name, MapDraft services, string file, string directory, Resets resets, IReadOnlyList<(string File, string Service)> chain)
    {
        if (services[name] is not MapNode service || service["extends"] is not { } extends || extends.IsNull())
            return services[name];
        var reference = (extends as MapNode)?["service"] ?? extends;
        if (reference is not ScalarNode { Kind: ScalarKind.String } target)
            throw new ComposeFault(ComposeDiagnostics.MissingKey(extends.Span, $"services.{name}.extends", "service"));
        if (chain.Contains((file, name)) || chain.Count > MaxExtendsDepth)
            throw new ComposeFault(ComposeDiagnostics.BadExtends(extends.Span, $"Service \"{name}\" extends itself by way of {string.Join(", ", chain.Select(static c => c.Service))}."));

        var (from, baseFile, baseFolder, baseResets) = (services, file, directory, resets);
        if ((extends as MapNode)?["file"] is ScalarNode { Kind: ScalarKind.String } path)
        {
            baseFile = PathText.Join(directory, path.Text);
            baseFolder = PathText.Folder(baseFile);
            (from, baseResets) = BaseServices(baseFile, path, baseFolder);
        }
        if (!from.Has(target.Text))
            throw new ComposeFault(ComposeDiagnostics.BadExtends(target.Span, $"Service \"{name}\" extends \"{target.Text}\", which {Shown(baseFile)} does not have."));
        var under = Extended(target.Text, from, baseFile, baseFolder, baseResets, [.. chain, (file, name)]);
        if (under is not MapNode source)
            return service;
        var applied = resets.Apply(new MapNode(source.Span, [new("services", source.Span, new MapNode(source.Span, [new(name, source.Span, source)]))]));
        var merged = new MapDraft((MapNode)Merging.Services((applied["services"] as MapNode)?[name] ?? source, service));
        merged.Remove("extends");
        var result = merged.ToNode();
        services.Set(name, result);
        return result;
    }

    private (MapDraft Services, Resets Resets) BaseServices(string file, ScalarNode at, string folder)
    {
        if (bases.TryGetValue(file, out var known))
            return (new MapDraft(known.Services), known.Resets);
        var resets = new Resets();
        MapNode? document = null;
        foreach (var raw in parsed.Documents(file, at.Span))
        {
            if (raw is not MapNode)
                throw new ComposeFault(ComposeDiagnostics.WrongType(raw.Span, "", "a mapping"));
            var next = (MapNode)Loading.Interpolation.Apply(resets.Collect(raw), interpolator);
            document = Finish((MapNode)Merging.Documents(resets.Apply(document ?? new MapNode(raw.Span, [])), next), validate: false);
        }
        if (document?["services"] is not MapNode)
            throw new ComposeFault(ComposeDiagnostics.BadExtends(at.Span, $"{Shown(file)} has no services."));
        var services = (MapNode)(Finishing.Paths(document, folder, Home)["services"] ?? document);
        bases[file] = (services, resets);
        return (new MapDraft(services), resets);
    }
}

/// <summary>Stops the reading after findings were added; never leaves <see cref="ComposeReader"/>.</summary>
internal sealed class AlreadyReported : Exception;
