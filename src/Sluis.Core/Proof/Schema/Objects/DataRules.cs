using System.Text;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.Values;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema.Objects;

/// <summary>ConfigMap and Secret: keys and size. No value is ever shown.</summary>
internal static class DataRules
{
    private const long Most = 1024 * 1024;

    public static void ConfigMap(RuleScope scope)
    {
        var root = scope.Item.Root;
        var bytes = Keys(scope, root, "data", encoded: false) + Keys(scope, root, "binaryData", encoded: true);
        var data = root.Map("data");
        foreach (var entry in root.Entries("binaryData"))
            if (data?[entry.Key] is not null)
                scope.Add(ObjectDiagnostics.DataKey(scope.At(entry, $"binaryData[{entry.Key}]"), entry.Key, "not be in data and in binaryData"));
        if (bytes > Most)
            scope.Add(ObjectDiagnostics.TooLarge(scope.At(root, "", "data"), bytes, "The data of the ConfigMap", Most));
    }

    public static void Secret(RuleScope scope)
    {
        var root = scope.Item.Root;
        var bytes = Keys(scope, root, "data", encoded: true) + Keys(scope, root, "stringData", encoded: false);
        if (bytes > Most)
            scope.Add(ObjectDiagnostics.TooLarge(scope.At(root, "", "data"), bytes, "The data of the Secret", Most));
        var type = root.Text("type") ?? "Opaque";
        var needed = type switch
        {
            "kubernetes.io/tls" => new[] { "tls.crt", "tls.key" },
            "kubernetes.io/dockerconfigjson" => [".dockerconfigjson"],
            "kubernetes.io/dockercfg" => [".dockercfg"],
            "kubernetes.io/ssh-auth" => ["ssh-privatekey"],
            _ => [],
        };
        var (data, plain) = (root.Map("data"), root.Map("stringData"));
        foreach (var key in needed)
            if (data?[key] is null && plain?[key] is null)
                scope.Add(ObjectDiagnostics.Secret(scope.At(root, "", "type"), type, key));
        if (type == "kubernetes.io/basic-auth" && data?["username"] is null && data?["password"] is null && plain?["username"] is null && plain?["password"] is null)
            scope.Add(ObjectDiagnostics.Secret(scope.At(root, "", "type"), type, "username"));
        if (type == "kubernetes.io/service-account-token" && string.IsNullOrEmpty(scope.Item.Metadata.Map("annotations").Text("kubernetes.io/service-account.name")))
            scope.Add(ObjectDiagnostics.Secret(scope.At(root, "", "type"), type, "kubernetes.io/service-account.name as an annotation"));
    }

    /// <summary>The size of what is kept.</summary>
    private static long Keys(RuleScope scope, MapNode root, string field, bool encoded)
    {
        var bytes = 0L;
        foreach (var entry in root.Entries(field))
        {
            if (Grammar.DataKey(entry.Key) is { } must)
                scope.Add(ObjectDiagnostics.DataKey(scope.At(entry, $"{field}[{entry.Key}]"), entry.Key, must));
            if (entry.Value is ScalarNode value)
                bytes += encoded ? value.Text.Length / 4 * 3 : Encoding.UTF8.GetByteCount(value.Text);
        }
        return bytes;
    }
}
