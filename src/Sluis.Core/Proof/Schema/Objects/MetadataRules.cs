using System.Text;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>Names, labels, annotations and finalisers.</summary>
internal static class MetadataRules
{
    /// <summary>All annotations of an object together.</summary>
    private const int MostAnnotationBytes = 256 * 1024;

    public static void Check(RuleScope scope)
    {
        var item = scope.Item;
        if (item.Name.Length == 0)
            scope.Add(SchemaDiagnostics.NoName(new(item.Metadata?.Span ?? item.At, item, "metadata.name")));
        else if (NameFault(item) is { } must)
            scope.Add(ObjectDiagnostics.Name(scope.At(item.Metadata ?? item.Root, "metadata", "name"), item.Name, must));
        if (item.Metadata is not { } metadata)
            return;
        if (item.Namespace is { } ns && Grammar.Label(ns) is { } wrong)
            scope.Add(ObjectDiagnostics.Name(scope.At(metadata, "metadata", "namespace"), ns, wrong));
        Labelled(scope, metadata, "metadata");
        foreach (var finaliser in metadata.Items("finalizers").OfType<ScalarNode>())
            if (Grammar.QualifiedName(finaliser.Text) is { } fault)
                scope.Add(ObjectDiagnostics.Finaliser(scope.At(finaliser, "metadata.finalizers"), finaliser.Text, fault));
            else if (item.Group.Length == 0 && !finaliser.Text.Contains('/') && finaliser.Text is not ("kubernetes" or "orphan" or "foregroundDeletion"))
                scope.Add(ObjectDiagnostics.Finaliser(scope.At(finaliser, "metadata.finalizers"), finaliser.Text, "be written as domain/name"));
    }

    /// <summary>The labels and annotations of an object or a template.</summary>
    public static void Labelled(RuleScope scope, MapNode metadata, string path)
    {
        Labels(scope, metadata.Entries("labels"), $"{path}.labels");
        var bytes = 0L;
        foreach (var entry in metadata.Entries("annotations"))
        {
            if (Grammar.QualifiedName(entry.Key.ToLowerInvariant()) is { } must)
                scope.Add(ObjectDiagnostics.Annotation(scope.At(entry, $"{path}.annotations"), entry.Key, must));
            bytes += Encoding.UTF8.GetByteCount(entry.Key) + (entry.Value is ScalarNode value ? Encoding.UTF8.GetByteCount(value.Text) : 0);
        }
        if (bytes > MostAnnotationBytes)
            scope.Add(ObjectDiagnostics.TooLarge(scope.At(metadata, path, "annotations"), bytes, "The annotations", MostAnnotationBytes));
    }

    public static void Labels(RuleScope scope, IReadOnlyList<Entry> labels, string path)
    {
        foreach (var entry in labels)
        {
            if (Grammar.QualifiedName(entry.Key) is { } must)
                scope.Add(ObjectDiagnostics.Label(scope.At(entry, path), "label", entry.Key, must));
            if (entry.Value is ScalarNode { Kind: ScalarKind.String } value && Grammar.LabelValue(value.Text) is { } wrong)
                scope.Add(ObjectDiagnostics.Label(scope.At(value, $"{path}[{entry.Key}]"), "value of the label", value.Text, wrong));
        }
    }

    /// <summary>A label selector with its requirements.</summary>
    public static void Selector(RuleScope scope, MapNode? selector, string path)
    {
        if (selector is null)
            return;
        Labels(scope, selector.Entries("matchLabels"), $"{path}.matchLabels");
        var i = 0;
        foreach (var requirement in selector.Maps("matchExpressions"))
        {
            var here = $"{path}.matchExpressions[{i++}]";
            if (requirement.Text("key") is { } key && Grammar.QualifiedName(key) is { } must)
                scope.Add(ObjectDiagnostics.Label(scope.At(requirement, here, "key"), "label", key, must));
            var values = requirement.Items("values").Count;
            switch (requirement.Text("operator"))
            {
                case "In" or "NotIn" when values == 0:
                    scope.Add(ObjectDiagnostics.Selector(scope.At(requirement, here, "values"), "The operator needs values and has none."));
                    break;
                case "Exists" or "DoesNotExist" when values > 0:
                    scope.Add(ObjectDiagnostics.Selector(scope.At(requirement, here, "values"), "The operator takes no values."));
                    break;
                case not (null or "In" or "NotIn" or "Exists" or "DoesNotExist"):
                    scope.Add(ObjectDiagnostics.Selector(scope.At(requirement, here, "operator"), $"\"{requirement.Text("operator")}\" is no operator of a label selector."));
                    break;
            }
        }
    }

    private static string? NameFault(ManifestObject item) => (item.Group, item.Kind) switch
    {
        ("", "Namespace") => Grammar.Label(item.Name),
        ("", "Service") => Grammar.Dns1035(item.Name),
        ("rbac.authorization.k8s.io", _) => Grammar.PathSegment(item.Name),
        ("batch", "CronJob") => Grammar.Subdomain(item.Name) ?? (item.Name.Length > 52 ? "have at most 52 characters, because its Jobs add 11" : null),
        ("batch", "Job") => Grammar.Subdomain(item.Name) ?? (item.Name.Length > 63 ? "have at most 63 characters, because its Pods carry it as a label" : null),
        ("scheduling.k8s.io", "PriorityClass") => Grammar.Subdomain(item.Name)
            ?? (item.Name.StartsWith("system-", StringComparison.Ordinal) ? "not begin with system-, which is kept for Kubernetes itself" : null),
        _ => Grammar.Subdomain(item.Name),
    };
}
