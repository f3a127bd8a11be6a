using System.Text;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Exceptions;

namespace Sluis.Core.Tests.Proof;

/// <summary>
/// One fault in the generated repository of the reference platform, and the finding it must give: <paramref name="Code"/> at a line of
/// <paramref name="At"/> (of the repository as it is then) that holds <paramref name="Line"/>.
/// </summary>
public sealed record SeededFault(string Name, string Code, string At, string Line, Action<Dictionary<string, string>> Edit)
{
    /// <summary>A text in a file becomes another.</summary>
    public static SeededFault Text(string name, string path, string find, string replace, string code, string line, string? at = null) =>
        new(name, code, at ?? path, line, files => files[path] = Replaced(files, path, find, replace));

    /// <summary>A file is gone, and the list that named it does not name it any more.</summary>
    public static SeededFault Gone(string name, string path, string code, string line, string at) => new(name, code, at, line, files =>
    {
        Assert.True(files.Remove(path), path);
        var slash = path.LastIndexOf('/');
        var list = path[..slash] + "/kustomization.yaml";
        files[list] = Replaced(files, list, $"- {path[(slash + 1)..]}\n", "");
    });

    /// <summary>A file is new, and the list of its folder names it.</summary>
    public static SeededFault New(string name, string path, string content, string code, string line, string? at = null) => new(name, code, at ?? path, line, files =>
    {
        files[path] = content + "\n";
        var slash = path.LastIndexOf('/');
        var list = path[..slash] + "/kustomization.yaml";
        files[list] = Replaced(files, list, "resources:\n", $"resources:\n- {path[(slash + 1)..]}\n");
    });

    /// <summary>Lines are gone, each time from one text up to another.</summary>
    public static SeededFault Cut(string name, string path, (string From, string Until)[] cuts, string code, string line) => new(name, code, path, line, files =>
    {
        foreach (var (from, until) in cuts)
        {
            var content = files[path];
            var start = content.IndexOf(from, StringComparison.Ordinal);
            Assert.True(start >= 0, $"{path} does not hold: {from}");
            files[path] = content[..start] + content[content.IndexOf(until, start, StringComparison.Ordinal)..];
        }
    });

    private static string Replaced(Dictionary<string, string> files, string path, string find, string replace)
    {
        Assert.True(files.TryGetValue(path, out var content), $"{path} is not generated.");
        var at = content.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{path} does not hold: {find}");
        return content[..at] + replace + content[(at + find.Length)..];
    }
}

/// <summary>The generated repository of <c>examples/sevensa</c>, made once, with the definition of one custom resource beside it.</summary>
public sealed class SeededRepository
{
    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: externalsecrets.external-secrets.io}
        spec:
          group: external-secrets.io
          scope: Namespaced
          names:
            kind: ExternalSecret
            plural: externalsecrets
            singular: externalsecret
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [secretStoreRef]
                    properties:
                      refreshInterval: {type: string}
                      secretStoreRef: {type: object, properties: {kind: {type: string}, name: {type: string}}}
                      target: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      dataFrom: {type: array, items: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                      data:
                        type: array
                        items:
                          type: object
                          required: [secretKey, remoteRef]
                          properties:
                            secretKey: {type: string}
                            remoteRef: {type: object, properties: {key: {type: string}, property: {type: string}}}
        """;

    /// <summary>A value that is no secret of anybody; the proofs are told that it is one.</summary>
    public const string KnownSecret = "k7Rw2Zp9Lx4Tn8Vb";

    private readonly Dictionary<string, string> files;
    private readonly Lazy<HashSet<Diagnostic>> sound;

    public SeededRepository()
    {
        var folder = Path.Combine(SharedData.ProjectRoot, "examples", "sevensa");
        var options = new ComposeOptions { MissingEnvFileIsWarning = true, MissingVariableIsWarning = true, AllProfiles = true };
        var compilation = SluisCompiler.Compile(new DiskTree(SharedData.ProjectRoot, []), [folder], options, Intent.Empty, new Findings());
        Assert.NotNull(compilation.Tree);
        files = compilation.Tree.Files.ToDictionary(static f => f.Path, static f => Encoding.UTF8.GetString(f.Content.Span));
        sound = new(() => [.. Verify(files)]);
    }

    public IReadOnlyCollection<Diagnostic> Sound => sound.Value;

    /// <summary>What is found beside what is found without the fault, and the files with it.</summary>
    public (IReadOnlyList<Diagnostic> Found, IReadOnlyDictionary<string, string> Files) With(SeededFault fault)
    {
        var edited = new Dictionary<string, string>(files);
        fault.Edit(edited);
        return ([.. Verify(edited).Where(f => !sound.Value.Contains(f))], edited);
    }

    private static IReadOnlyList<Diagnostic> Verify(Dictionary<string, string> files)
    {
        var findings = new Findings();
        var options = new ProofOptions
        {
            Environments = ["production"],
            Definitions = [new("crds/externalsecrets.yaml", Encoding.UTF8.GetBytes(Definition))],
            SecretValues = [new("KNOWN", KnownSecret)],
        };
        var snapshot = new RepositorySnapshot(files.Select(static f => KeyValuePair.Create(f.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Value))));
        var verification = Verifier.Verify(snapshot, null, options, findings);
        return Suppressions.Apply(verification.Findings, verification.Environments).Findings;
    }
}
