using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.BuiltIn;
using Sluis.Core.Proof.Schema.Cel;
using Sluis.Core.Proof.Schema.Custom;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema;

/// <summary>
/// Every object fits the schema of its kind and the rules that the API server holds one object to. An object that several
/// environments share is checked once.
/// </summary>
public static class SchemaProof
{
    public static ProofResult Check(ProofContext context)
    {
        var objects = Distinct(context.Environments);
        var builtIn = BuiltInKinds.Instance;
        var custom = CustomKinds.Load(context, objects.Where(o => !IsBuiltIn(builtIn, o)).Select(static o => (o.Group, o.Kind)));
        var patterns = new Patterns();
        var outcomes = new Outcome[objects.Count];
        Parallel.For(0, objects.Count, i => outcomes[i] = new Checker(objects[i], builtIn, custom, patterns).Run());
        return Tell(context.Findings, objects, outcomes);
    }

    private static List<ManifestObject> Distinct(IReadOnlyList<RenderedEnvironment> environments)
    {
        var seen = new HashSet<MapNode>(ReferenceEqualityComparer.Instance);
        var objects = new List<ManifestObject>();
        foreach (var environment in environments)
            foreach (var item in environment.Objects)
                if (seen.Add(item.Root))
                    objects.Add(item);
        return objects;
    }

    private static bool IsBuiltIn(BuiltInKinds kinds, ManifestObject item) =>
        kinds.Find(item.ApiVersion, item.Kind) is not null || kinds.HasGroup(item.Group) || RemovedVersions.Of(item.ApiVersion, item.Kind) is not null;

    private static ProofResult Tell(Findings findings, List<ManifestObject> objects, Outcome[] outcomes)
    {
        var (faulty, evaluated, unevaluated, kinds) = (0, 0, 0, new HashSet<(string, string)>());
        var notes = new SortedDictionary<(string ApiVersion, string Kind), (ManifestObject First, int Unevaluated, bool Unknown)>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            var (item, outcome) = (objects[i], outcomes[i]);
            findings.AddRange(outcome.Findings);
            faulty += outcome.Findings.Any(static f => f.Severity == Severity.Error) ? 1 : 0;
            evaluated += outcome.Evaluated;
            unevaluated += outcome.Unevaluated;
            var key = (item.ApiVersion, item.Kind);
            kinds.Add(key);
            if (outcome.Unevaluated == 0 && !outcome.NotChecked)
                continue;
            var known = notes.GetValueOrDefault(key, (item, 0, outcome.NotChecked));
            notes[key] = (item.At < known.Item1.At ? item : known.Item1, known.Item2 + outcome.Unevaluated, outcome.NotChecked);
        }
        foreach (var ((apiVersion, kind), (first, count, unknown)) in notes)
            findings.Add(unknown
                ? SchemaDiagnostics.NotChecked(new(first.At, first, ""), apiVersion, kind)
                : SchemaDiagnostics.NotEvaluated(first.At.File, apiVersion, kind, count));
        var open = notes.Values.Count(static n => n.Unknown);
        var sentence = $"{objects.Count - faulty} of {objects.Count} objects of {kinds.Count} kinds fit their schemas"
            + (open == 0 ? "" : $", {open} {(open == 1 ? "kind" : "kinds")} not checked")
            + (evaluated + unevaluated == 0 ? "" : $"; {evaluated} of {evaluated + unevaluated} rules of definitions evaluated");
        return new("schema", objects.Count, sentence, []);
    }

    private sealed record Outcome(IReadOnlyList<Diagnostic> Findings, int Evaluated, int Unevaluated, bool NotChecked);

    private sealed class Checker(ManifestObject item, BuiltInKinds builtIn, CustomKinds custom, Patterns patterns)
    {
        private readonly List<Diagnostic> findings = [];
        private readonly CelCounter counter = new();

        public Outcome Run()
        {
            var notChecked = false;
            if (builtIn.Find(item.ApiVersion, item.Kind) is { } kind)
            {
                if (RemovedVersions.Deprecated(item.ApiVersion, item.Kind) is var (instead, since))
                    findings.Add(SchemaDiagnostics.DeprecatedVersion(AtField("apiVersion"), item.ApiVersion, item.Kind, instead, since));
                Against(builtIn.SchemaOf(kind), kind.Namespaced);
                ObjectRules.Check(item, findings);
            }
            else if (RemovedVersions.Of(item.ApiVersion, item.Kind) is var (instead, since))
                findings.Add(SchemaDiagnostics.RemovedVersion(AtField("apiVersion"), item.ApiVersion, item.Kind, instead, since));
            else if (IsBuiltIn(builtIn, item) || item.ApiVersion.Length == 0)
                findings.Add(SchemaDiagnostics.UnknownKind(AtField("kind"), item.ApiVersion, item.Kind, NearestKind()));
            else if (custom.Find(item.Group, item.Kind) is { } definition)
                Custom(definition);
            else
            {
                notChecked = true;
                ObjectRules.CheckMetadata(item, findings);
            }
            return new(findings, counter.EvaluatedCount, counter.UnevaluatedCount, notChecked);
        }

        private void Custom(CustomKind definition)
        {
            if (definition.Version(item.ApiVersion) is not { } version)
            {
                findings.Add(SchemaDiagnostics.NotServed(AtField("apiVersion"), item.ApiVersion, item.Kind, string.Join(", ", definition.Versions.Select(v => $"{definition.Group}/{v.Name}"))));
                return;
            }
            if (version.Schema is { } schema)
                Against(schema, definition.Namespaced);
            else
                findings.Add(SchemaDiagnostics.BrokenDefinition(definition.File, $"{item.ApiVersion} {item.Kind} has no schema"));
            ObjectRules.CheckMetadata(item, findings);
        }

        private void Against(ObjectSchema schema, bool namespaced)
        {
            if (!namespaced && item.Namespace is not null)
                findings.Add(SchemaDiagnostics.ClusterScoped(AtField("metadata", "namespace"), item.Kind));
            findings.AddRange(new NodeValidator(item, builtIn.Type("ObjectMeta"), patterns, counter).Check(Readable(item.Root), schema));
        }

        /// <summary>Without what SOPS adds and encrypts: it is taken off again before the API server sees the object. https://getsops.io/docs/</summary>
        private static MapNode Readable(MapNode root) =>
            root["sops"] is MapNode sops && sops["mac"] is not null
                ? new(root.Span, [.. root.Entries.Where(static e => e.Key is not ("sops" or "data" or "stringData"))])
                : root;

        private Place AtField(params ReadOnlySpan<string> path) => new(item.Root.At(path)?.Span ?? item.At, item, string.Join('.', path.ToArray()));

        /// <summary>The same kind in another version, or a kind of a similar name.</summary>
        private string? NearestKind()
        {
            var same = builtIn.All.Where(k => k.Kind == item.Kind).Select(static k => $"{k.ApiVersion} {k.Kind}").Order(StringComparer.Ordinal).FirstOrDefault();
            return same ?? (Spelling.Nearest(item.Kind, builtIn.All.Select(static k => k.Kind).Distinct()) is { } near ? builtIn.All.Where(k => k.Kind == near).Select(static k => $"{k.ApiVersion} {k.Kind}").Order(StringComparer.Ordinal).First() : null);
        }
    }
}
