using System.Text;
using Sluis.Core.Emit.Secrets;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Documents;

/// <summary>Which secrets have to be put where, for whom: names only.</summary>
internal static class SecretsPage
{
    public const string Path = "docs/secrets.md";

    /// <summary>Where the values of an environment are.</summary>
    public static string Where(MigrationPlan plan, EnvironmentPlan environment) => plan.Choices.SecretDelivery == SecretDelivery.ExternalSecrets
        ? SecretNames.InStore(plan.Choices.SecretBackend, environment, "").TrimEnd('/', '-') : $"{SecretLayout.Folder}/{environment.Name}.env";

    public static string Write(MigrationPlan plan, SecretLayout layout)
    {
        var inStore = plan.Choices.SecretDelivery == SecretDelivery.ExternalSecrets;
        var text = new StringBuilder("# Secrets\n\nNo value is in this repository. ");
        text.Append(inStore ? "Each secret below has to be in the store, once for each environment, before the workloads start.\n\n"
            : "Each secret below has to be filled in, once for each environment, before the workloads start.\n\n");
        if (inStore)
            StoreSteps.Write(plan, text);
        else
            FileSteps.Write(plan, layout, text);

        var known = plan.Platform.Secrets.ToDictionary(static s => s.Name);
        var users = plan.Secrets.ToLookup(static s => s.Secret, static s => s.User.ToString());
        text.Append("\n## The secrets\n\n| Secret | Kind | Comes from | ").Append(inStore ? "Store key" : "Variable").Append(" | Used by |\n| --- | --- | --- | --- | --- |\n");
        foreach (var (name, holders) in layout.Users().OrderBy(static u => u.Secret.Value, StringComparer.Ordinal))
        {
            var secret = known.GetValueOrDefault(name);
            text.Append("| `").Append(Cell(name.Value)).Append("` | ").Append(Kind(secret?.Kind ?? SecretKind.Other, inStore)).Append(" | ")
                .Append(secret?.Origin is { } origin ? $"`{Cell(origin)}`" : "a value in the Compose file: change it, it has been in a file").Append(" | ");
            if (inStore)
                text.Append('`').Append(layout.StoreKey(name)).Append("` (`").Append(SecretPlanner.Property).Append("`)");
            else
                text.Append('`').Append(layout.Variable(name)).Append('`');
            text.Append(" | ").AppendJoin(", ", (IEnumerable<string>)(users.Contains(name) ? users[name].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) : holders)).Append(" |\n");
        }
        return text.ToString();
    }

    private static string Kind(SecretKind kind, bool inStore) => kind switch
    {
        SecretKind.ApiKey => "API key",
        SecretKind.KeyStore => inStore ? "binary file: its base64 goes into the store" : "binary file, as it is",
        SecretKind.PrivateKey => "private key",
        SecretKind.ConnectionString => "connection string",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("`", "'", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
