using k8s.Models;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes;

/// <summary>
/// <c>curl -f</c> or <c>wget</c> against the container itself is what kubelet's httpGet does, without a process for each check.
/// Anything it cannot be sure of stays a command: other hosts, pipes, unknown options, curl without -f (which calls an error a success).
/// </summary>
internal static class HttpProbe
{
    public static V1HTTPGetAction? Read(HealthTest test, PlatformService service)
    {
        var words = test switch
        {
            HealthTest.Shell(var command) when command.Literal is { } line => Words(line),
            HealthTest.Exec(var arguments) => Literals(arguments),
            _ => null,
        };
        return words is null || words.Count < 2 ? null : Read(words, service);
    }

    private static V1HTTPGetAction? Read(List<string> words, PlatformService service)
    {
        var program = words[0][(words[0].LastIndexOf('/') + 1)..];
        if (program is not ("curl" or "wget"))
            return null;
        string? address = null;
        var fails = program == "wget";
        List<V1HTTPHeader>? headers = null;
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            if (!word.StartsWith('-'))
            {
                if (address is not null)
                    return null;
                address = word;
            }
            else if (word is "-H" or "--header" || word.StartsWith("--header=", StringComparison.Ordinal))
            {
                var header = word.StartsWith("--header=", StringComparison.Ordinal) ? word[9..] : ++i < words.Count ? words[i] : "";
                var colon = header.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0)
                    return null;
                (headers ??= []).Add(new() { Name = header[..colon].Trim(), Value = header[(colon + 1)..].Trim() });
            }
            else if (word is "-o" or "--output" or "-O" && program == "curl" || word is "-O" or "--output-document" or "-T" or "--timeout" or "-t" or "--tries" or "-m" or "--max-time" or "--connect-timeout" or "--retry")
            {
                i++;
            }
            else if (!IsHarmless(word, program, ref fails))
            {
                return null;
            }
        }
        return fails && address is not null ? Action(address, headers, service) : null;
    }

    private static bool IsHarmless(string word, string program, ref bool fails)
    {
        if (word is "--fail" or "--fail-with-body")
            return fails = true;
        if (word is "--silent" or "--show-error" or "--quiet" or "--spider" or "--no-verbose" or "--insecure" or "--no-check-certificate" or "--location"
            || word.StartsWith("--tries=", StringComparison.Ordinal) || word.StartsWith("--timeout=", StringComparison.Ordinal)
            || word.StartsWith("--output-document=", StringComparison.Ordinal) || word.StartsWith("--max-time=", StringComparison.Ordinal))
            return true;
        if (program == "wget")
            return word is "-q" or "-nv" or "-qO-" or "-qO" or "-O-" or "-S" or "-q0-" || word.StartsWith("-T", StringComparison.Ordinal) || word.StartsWith("-t", StringComparison.Ordinal);
        if (word.StartsWith("--", StringComparison.Ordinal))
            return false;
        foreach (var c in word.AsSpan(1))
        {
            if (c is not ('f' or 's' or 'S' or 'k' or 'L'))
                return false;
            fails |= c == 'f';
        }
        return true;
    }

    private static V1HTTPGetAction? Action(string address, List<V1HTTPHeader>? headers, PlatformService service)
    {
        if (!address.Contains("://", StringComparison.Ordinal))
            address = "http://" + address;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0
            || uri.Host is not ("localhost" or "127.0.0.1" or "[::1]" or "0.0.0.0"))
            return null;
        // Kubelet calls by the Pod's address; a server that looks at the name it is called by goes on seeing the old one.
        headers ??= [];
        if (!headers.Exists(h => h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)))
            headers.Insert(0, new() { Name = "Host", Value = uri.Authority });
        // Kubelet calls the Pod's address: a port that is not known to be open there may listen on loopback only.
        foreach (var port in service.Ports)
            if (port.Number == uri.Port && port.Protocol == TransportProtocol.Tcp)
                return new() { Path = uri.PathAndQuery, Port = uri.Port, Scheme = uri.Scheme == "https" ? "HTTPS" : null, HttpHeaders = headers };
        return null;
    }

    private static List<string>? Literals(IReadOnlyList<SecretText> arguments)
    {
        var words = new List<string>(arguments.Count);
        foreach (var argument in arguments)
        {
            if (argument.Literal is not { } word)
                return null;
            words.Add(word);
        }
        return words;
    }

    /// <summary>The words of a line that is one plain command, with <c>|| exit 1</c> at most; null for anything a shell would have to read.</summary>
    private static List<string>? Words(string line)
    {
        var words = new List<string>();
        var text = line.AsSpan().Trim();
        foreach (var tail in (ReadOnlySpan<string>)["|| exit 1", "||exit 1", "|| false", "> /dev/null 2>&1", ">/dev/null 2>&1", "> /dev/null", ">/dev/null", "|| exit 1"])
            if (text.EndsWith(tail, StringComparison.Ordinal))
                text = text[..^tail.Length].TrimEnd();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == ' ')
            {
                i++;
                continue;
            }
            var quote = text[i] is '"' or '\'' ? text[i] : '\0';
            var start = quote == '\0' ? i : ++i;
            while (i < text.Length && (quote == '\0' ? text[i] != ' ' : text[i] != quote))
            {
                if (quote == '\0' && text[i] is '|' or '&' or ';' or '<' or '>' or '(' or ')' or '"' or '\'' or '*' || text[i] is '$' or '`' or '\\')
                    return null;
                i++;
            }
            if (quote != '\0' && (i >= text.Length || i + 1 < text.Length && text[i + 1] != ' '))
                return null;
            words.Add(text[start..i].ToString());
            i++;
        }
        return words;
    }
}
