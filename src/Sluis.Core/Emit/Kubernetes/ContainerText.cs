using System.Text;
using k8s.Models;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// A container's environment, and its values with each secret as a reference to a variable filled from a Secret.
/// Kubelet expands <c>$(VAR)</c> in env, command and args, from variables defined earlier in the list; <c>$$</c> is a dollar.
/// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
/// </summary>
internal sealed class ContainerText
{
    private readonly WorkloadPlan workload;
    private readonly IReadOnlyDictionary<SecretName, SecretPlan> secrets;
    private readonly IReadOnlyList<NameRewrite> rewrites;
    private readonly Dictionary<SecretName, string> variables = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly List<V1EnvVar> references = [];
    private readonly List<V1EnvVar> values = [];

    public ContainerText(EmitContext context, WorkloadPlan workload)
    {
        this.workload = workload;
        secrets = context.SecretsOf(workload.Service.Key);
        rewrites = context.RewritesOf(workload.Service.Key);
        foreach (var variable in workload.Service.Environment)
            taken.Add(variable.Name);
        foreach (var variable in workload.Service.Environment)
            if (variable.Value?.WholeSecret is { } secret)
            {
                variables.TryAdd(secret, variable.Name);
                references.Add(Reference(variable.Name, secret));
            }
        foreach (var variable in workload.Service.Environment)
            if (variable.Value is { WholeSecret: null } value)
                values.Add(new V1EnvVar { Name = variable.Name, Value = Expanded(value) });
    }

    /// <summary>References come first, because what is composed of them may only name what stands before. Ask last.</summary>
    public IList<V1EnvVar>? Environment => references.Count + values.Count == 0 ? null : [.. references, .. values];

    /// <summary>For env, command and args.</summary>
    public string Expanded(SecretText text)
    {
        if (text.Literal is { } whole)
            return Escaped(Renamed(whole), false);
        var result = new StringBuilder();
        for (var i = 0; i < text.Pieces.Count; i++)
            switch (text.Pieces[i])
            {
                case TextPiece.Literal(var part):
                    result.Append(Escaped(Renamed(part), i + 1 < text.Pieces.Count));
                    break;
                case TextPiece.Secret(var name):
                    result.Append("$(").Append(Variable(name)).Append(')');
                    break;
            }
        return result.ToString();
    }

    public List<string> Expanded(IReadOnlyList<SecretText> texts)
    {
        var all = new List<string>(texts.Count);
        foreach (var text in texts)
            all.Add(Expanded(text));
        return all;
    }

    /// <summary>For a shell inside the container: probes and hooks get no <c>$(VAR)</c> expansion, but their shell sees the variables.</summary>
    public string ForShell(SecretText text)
    {
        var result = new StringBuilder();
        foreach (var piece in text.Pieces)
            result.Append(piece switch
            {
                TextPiece.Literal(var part) => Renamed(part),
                TextPiece.Secret(var name) => "${" + Variable(name) + "}",
                _ => "",
            });
        return result.ToString();
    }

    /// <summary>An exec form: as given, or through a shell that fills in the secrets.</summary>
    public List<string> ForExec(IReadOnlyList<SecretText> arguments)
    {
        var all = new List<string>(arguments.Count);
        var secret = false;
        foreach (var argument in arguments)
        {
            all.Add(ForShell(argument));
            secret |= argument.HasSecret;
        }
        if (!secret)
            return all;
        var line = new StringBuilder("exec");
        foreach (var argument in arguments)
            line.Append(' ').Append(Quoted(argument));
        return ["/bin/sh", "-c", line.ToString()];
    }

    /// <summary>In double quotes, where only the secret's variable is expanded.</summary>
    public string Quoted(SecretText argument)
    {
        var result = new StringBuilder("\"");
        foreach (var piece in argument.Pieces)
            if (piece is TextPiece.Secret(var name))
                result.Append("${").Append(Variable(name)).Append('}');
            else if (piece is TextPiece.Literal(var part))
                foreach (var c in Renamed(part))
                    (c is '"' or '\\' or '$' or '`' ? result.Append('\\') : result).Append(c);
        return result.Append('"').ToString();
    }

    private string Variable(SecretName secret)
    {
        if (variables.TryGetValue(secret, out var known))
            return known;
        var name = new StringBuilder("SLUIS_");
        foreach (var c in secret.Value)
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        var chosen = name.ToString();
        while (!taken.Add(chosen))
            chosen += "_";
        variables.Add(secret, chosen);
        references.Add(Reference(chosen, secret));
        return chosen;
    }

    private V1EnvVar Reference(string name, SecretName secret)
    {
        var (store, key) = secrets.TryGetValue(secret, out var plan) ? (plan.SecretObject, plan.SecretKey) : (workload.Name + "-secrets", secret.Value);
        return new V1EnvVar { Name = name, ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = store, Key = key } } };
    }

    /// <summary>A dollar is doubled where kubelet would read it together with what follows.</summary>
    internal static string Escaped(string text, bool referenceFollows)
    {
        var first = text.IndexOf('$', StringComparison.Ordinal);
        if (first < 0)
            return text;
        var result = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            result.Append(text[i]);
            if (text[i] == '$' && (i + 1 < text.Length ? text[i + 1] is '$' or '(' : referenceFollows))
                result.Append('$');
        }
        return result.ToString();
    }

    /// <summary>Host names that cannot be carried by a Service where the caller is.</summary>
    internal string Renamed(string text)
    {
        foreach (var rewrite in rewrites)
            text = HostText.Replace(text, rewrite.From, rewrite.To);
        return text;
    }
}
