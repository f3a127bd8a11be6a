using System.Text;
using k8s;
using k8s.Models;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.IO;
using Sluis.Core.Planning;

namespace Sluis.Core.Tests.Emit;

/// <summary>Compose text in, repository out.</summary>
internal sealed class Emitted
{
    private Emitted(Compilation compilation) =>
        (Findings, Tree) = (compilation.Findings, compilation.Tree ?? throw new InvalidOperationException(string.Join('\n', compilation.Findings)));

    public IReadOnlyList<Diagnostic> Findings { get; }
    public RepositoryTree Tree { get; }

    public static Emitted From(string compose, string intent = "", params (string Path, string Content)[] files)
    {
        var sources = new MemorySourceTree("/srv/shop").Add("compose.yaml", compose);
        foreach (var (path, content) in files)
            sources.Add(path, content);
        return From(sources, intent);
    }

    /// <summary>The tree has /srv/shop/compose.yaml.</summary>
    public static Emitted From(MemorySourceTree sources, string intent = "")
    {
        var findings = new Findings();
        var read = IntentReader.Read("sluis.yaml", Encoding.UTF8.GetBytes(intent), findings);
        return new(SluisCompiler.Compile(sources, ["/srv/shop/compose.yaml"], new ComposeOptions { AllProfiles = true, MissingVariableIsWarning = true }, read, findings));
    }

    public IEnumerable<string> Codes => Findings.Select(f => f.Code);

    public string Text(string path) => Encoding.UTF8.GetString((Tree[path] ?? throw new InvalidOperationException($"no {path} in\n{string.Join('\n', Tree.Files.Select(f => f.Path))}")).Content.Span);

    public IEnumerable<T> All<T>() => Tree.Files.Select(f => f.Object).OfType<T>();

    public T One<T>(string name) where T : IKubernetesObject<V1ObjectMeta> => All<T>().Single(o => o.Metadata.Name == name);

    public V1PodSpec Pod(string name) => Tree.Files.Select(f => f.Object).OfType<IKubernetesObject<V1ObjectMeta>>().Where(o => o.Metadata.Name == name).Select(Pod).First(p => p is not null)!;

    public V1Container Container(string name) => Pod(name).Containers[0];

    public static V1PodSpec? Pod(IKubernetesObject obj) => obj switch
    {
        V1Deployment d => d.Spec.Template.Spec,
        V1StatefulSet s => s.Spec.Template.Spec,
        V1DaemonSet d => d.Spec.Template.Spec,
        V1Job j => j.Spec.Template.Spec,
        V1CronJob c => c.Spec.JobTemplate.Spec.Template.Spec,
        _ => null,
    };
}
