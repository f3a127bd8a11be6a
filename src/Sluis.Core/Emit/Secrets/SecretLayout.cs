using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Secrets;

/// <summary>
/// What the deliveries without a store share: a list of the Secrets and their keys for a script, templates of the texts that
/// are composed of secrets, and a file of values to fill in that Git leaves out. No value is in any of them.
/// </summary>
internal sealed class SecretLayout(MigrationPlan plan, IReadOnlyDictionary<SecretName, string> storeKeys, IReadOnlyList<PlacedSecret> secrets)
{
    public const string Folder = "platform/secrets";
    public const string ListPath = Folder + "/secrets.list";
    public const string ExamplePath = Folder + "/secrets.env.example";

    private readonly HashSet<SecretName> whole = [.. plan.Platform.Secrets.Where(IsWhole).Select(static s => s.Name)];

    /// <summary>One line or several, as the operator has it.</summary>
    private readonly HashSet<SecretName> lines =
        [.. secrets.SelectMany(static s => s.Object.Fields).Where(static f => f.MayHaveLines).Select(static f => f.Value.WholeSecret).OfType<SecretName>()];

    public IReadOnlyList<PlacedSecret> Secrets => secrets;

    /// <summary>The folders that overlays add their Secrets in: <c>apps/shop</c>.</summary>
    public IEnumerable<string> Parents => secrets.Select(static s => s.Parent).Distinct(StringComparer.Ordinal);

    /// <summary>Keys and certificates are several lines, and the newline at their end belongs to them; a key store is no text at all.</summary>
    private static bool IsWhole(PlatformSecret secret) =>
        secret.Kind is SecretKind.PrivateKey or SecretKind.Certificate or SecretKind.File or SecretKind.KeyStore || secret.Value?.Reveal().Contains('\n') == true;

    public string StoreKey(SecretName name) => SecretNames.StoreKey(storeKeys, name);

    public string Variable(SecretName name) => SecretNames.Variable(StoreKey(name));

    /// <summary>A key that fits a line of an env file.</summary>
    public bool IsLine(SecretField field) => field.Value.WholeSecret is { } name && !whole.Contains(name) && !lines.Contains(name);

    public IEnumerable<RepositoryFile> Files()
    {
        yield return ObjectFiles.Text(ListPath, List());
        yield return ObjectFiles.Text(ExamplePath, Example());
        // Values, and the script's notes of what it has encrypted last.
        yield return ObjectFiles.Text(Folder + "/.gitignore", "*.env\n*.files/\n.sealed/\n");
        foreach (var secret in secrets)
            foreach (var field in secret.Object.Fields)
                if (field.Value.WholeSecret is null)
                    yield return ObjectFiles.Text(TemplatePath(secret, field), field.Value.Render(name => "{{ sluis:" + Variable(name) + " }}"));
    }

    private static string TemplatePath(PlacedSecret secret, SecretField field) => $"{Folder}/templates/{Domain(secret)}/{secret.Name}/{field.Key}";

    private static string Domain(PlacedSecret secret) => secret.Parent[(secret.Parent.IndexOf('/') + 1)..];

    private string List()
    {
        var text = new StringBuilder("# domain namespace secret key form variables; form: line (one line), whole (as it is), or the template that the variables fill\n");
        foreach (var secret in secrets)
            foreach (var field in secret.Object.Fields)
            {
                text.Append(Domain(secret)).Append(' ').Append(secret.Namespace).Append(' ').Append(secret.Name).Append(' ').Append(field.Key).Append(' ')
                    .Append(field.Value.WholeSecret is null ? TemplatePath(secret, field) : IsLine(field) ? "line" : "whole");
                foreach (var variable in field.Value.Pieces.OfType<TextPiece.Secret>().Select(p => Variable(p.Name)).Distinct(StringComparer.Ordinal))
                    text.Append(' ').Append(variable);
                text.Append('\n');
            }
        return text.ToString();
    }

    private string Example()
    {
        var text = new StringBuilder("# Copy to <environment>.env in this folder, which Git leaves out, and fill in. What follows the first = is the value, as it is;\n");
        text.Append("# quotes around all of it are taken off. A value in a file <environment>.files/<NAME> wins, and may have several lines.\n");
        foreach (var (name, users) in Users())
        {
            text.Append("\n# ").AppendJoin(", ", users).Append('\n');
            if (whole.Contains(name))
                text.Append("# not one line of text: put it, as it is, in <environment>.files/").Append(Variable(name)).Append("\n# ");
            else if (lines.Contains(name))
                text.Append("# more than one line: in <environment>.files/").Append(Variable(name)).Append('\n');
            text.Append(Variable(name)).Append("=\n");
        }
        return text.ToString();
    }

    /// <summary>Each secret with the Secrets that hold it, by its variable.</summary>
    public IEnumerable<(SecretName Secret, IReadOnlyCollection<string> Users)> Users()
    {
        var users = new Dictionary<SecretName, SortedSet<string>>();
        foreach (var secret in secrets)
            foreach (var field in secret.Object.Fields)
                foreach (var piece in field.Value.Pieces)
                    if (piece is TextPiece.Secret(var name))
                    {
                        if (!users.TryGetValue(name, out var found))
                            users.Add(name, found = new(StringComparer.Ordinal));
                        found.Add($"{secret.Namespace}/{secret.Name}");
                    }
        return users.OrderBy(u => Variable(u.Key), StringComparer.Ordinal).Select(static u => (u.Key, (IReadOnlyCollection<string>)u.Value));
    }
}
