using System.Globalization;
using System.Net;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Compose.Loading;

/// <summary>The one-line forms of ports, volumes and devices, taken apart; each piece keeps the pieces of text it was made of.</summary>
internal static class ShortForms
{
    public static string? VolumeTarget(ScalarNode spec) => Volume(spec) is { } map ? map["target"].AsText() : null;

    /// <summary><c>[source:]target[:options]</c>. https://docs.docker.com/reference/compose-file/services/#short-syntax-5</summary>
    public static MapNode? Volume(ScalarNode spec)
    {
        if (spec.Text.Length == 0)
            return null;
        if (System.Text.Encoding.UTF8.GetByteCount(spec.Text) <= 2)
            return new MapNode(spec.Span, [new("type", spec.Span, Nodes.Text(spec.Span, "volume")), new("target", spec.Span, spec)]);
        var sections = Split(spec);
        if (sections.Count is 0 or > 3 || sections.Any(s => s.Length == 0))
            return null;
        ScalarNode Section(int i) => Nodes.SliceOf(spec, sections[i].Start, sections[i].Length);
        var source = sections.Count > 1 ? Section(0) : null;
        var target = Section(sections.Count > 1 ? 1 : 0);
        var map = new MapDraft(spec.Span);
        var bind = source is not null && IsPath(source.Text);
        map.Set("type", Nodes.Text(spec.Span, bind ? "bind" : "volume"));
        if (source is not null)
            map.Set("source", source);
        map.Set("target", new ScalarNode(target.Span, PathText.Clean(target.Text), ScalarKind.String, target.Parts));
        var options = new MapDraft(spec.Span);
        if (bind)
            options.Set("create_host_path", Nodes.True(spec.Span));
        var volume = new MapDraft(spec.Span);
        if (sections.Count == 3)
            foreach (var option in Section(2).Text.Split(','))
                switch (option)
                {
                    case "ro": map.Set("read_only", Nodes.True(spec.Span)); break;
                    case "rw": map.Remove("read_only"); break;
                    case "nocopy": volume.Set("nocopy", Nodes.True(spec.Span)); break;
                    case "z" or "Z": options.Set("selinux", Nodes.Text(spec.Span, option)); break;
                    case "rprivate" or "private" or "rshared" or "shared" or "rslave" or "slave":
                        options.Set("propagation", Nodes.Text(spec.Span, option));
                        break;
                }
        if (bind || options.Count > 0)
            map.Set("bind", options.ToNode());
        if (!bind || volume.Count > 0)
            map.Set("volume", volume.ToNode());
        return map.ToNode();
    }

    /// <summary>Sections between colons; not inside <c>${…}</c>, and not after a drive letter.</summary>
    private static List<(int Start, int Length)> Split(ScalarNode spec)
    {
        var text = spec.Text;
        var sections = new List<(int, int)>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
            if (text[i] == ':' && !(i - start == 1 && char.IsLetter(text[start])))
            {
                sections.Add((start, i - start));
                start = i + 1;
            }
        sections.Add((start, text.Length - start));
        return sections;
    }

    private static bool IsPath(string source) =>
        source[0] is '.' or '/' or '~' || source.StartsWith(@"\\", StringComparison.Ordinal)
        || source.Length > 1 && char.IsLetter(source[0]) && source[1] == ':';

    public static MapNode? Device(ScalarNode spec)
    {
        var parts = spec.Text.Split(':');
        if (parts.Length > 3)
            return null;
        var target = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : parts[0];
        return new(spec.Span,
        [
            new("source", spec.Span, Nodes.Text(spec.Span, parts[0])),
            new("target", spec.Span, Nodes.Text(spec.Span, target)),
            new("permissions", spec.Span, Nodes.Text(spec.Span, parts.Length > 2 ? parts[2] : "rwm")),
        ]);
    }

    /// <summary>
    /// <c>[ip:][published:]target[/protocol]</c> with ranges; null when it is none.
    /// https://docs.docker.com/reference/compose-file/services/#short-syntax-3
    /// </summary>
    public static List<MapNode>? Ports(ScalarNode spec)
    {
        var text = Nodes.Plain(spec);
        var slash = text.LastIndexOf('/');
        var protocol = slash < 0 || slash == text.Length - 1 ? "tcp" : text[(slash + 1)..].ToLowerInvariant();
        if (protocol is not ("tcp" or "udp" or "sctp"))
            return null;
        var body = slash < 0 ? text : text[..slash];
        var last = body.LastIndexOf(':');
        var container = body[(last + 1)..];
        var before = last < 0 ? "" : body[..last];
        var middle = before.LastIndexOf(':');
        var published = before[(middle + 1)..];
        var ip = middle < 0 ? "" : before[..middle];
        if (ip.StartsWith('[') && ip.EndsWith(']'))
            ip = ip[1..^1];
        if (ip.Length > 0 && !IsAddress(ip) || Range(container) is not { } targets)
            return null;
        (int First, int Last)? hosts = published.Length == 0 ? null : Range(published);
        if (published.Length > 0 && hosts is null)
            return null;
        var (count, single) = (targets.Last - targets.First, targets.First == targets.Last);
        if (hosts is { } range && range.Last - range.First != count && !single)
            return null;

        var ports = new List<(string Key, MapNode Port)>(count + 1);
        for (var i = 0; i <= count; i++)
        {
            var host = hosts is not { } h ? null
                : single && h.First != h.Last ? $"{h.First}-{h.Last}" : (h.First + i).ToString(CultureInfo.InvariantCulture);
            ports.Add(($"{targets.First + i}/{protocol}", Port(spec, ip, targets.First + i, host, protocol)));
        }
        ports.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return ports.ConvertAll(static p => p.Port);
    }

    private static MapNode Port(ScalarNode spec, string ip, int target, string? published, string protocol)
    {
        var at = spec.Span;
        var map = new MapDraft(at);
        map.Set("mode", Nodes.Text(at, "ingress"));
        if (ip.Length > 0)
            map.Set("host_ip", Nodes.Text(at, ip));
        map.Set("target", Nodes.Integer(at, target));
        if (published is not null)
            map.Set("published", Nodes.Text(at, published, spec.Parts.Any(static p => p is TextPart.Variable) && spec.Text.EndsWith(published, StringComparison.Ordinal) ? spec.Parts : default));
        map.Set("protocol", Nodes.Text(at, protocol));
        return map.ToNode();
    }

    /// <summary>Four decimal numbers, or IPv6 without a zone; what the platform's parser takes beyond that is no address to Docker.</summary>
    public static bool IsAddress(string text)
    {
        if (text.Contains(':'))
            return !text.AsSpan().ContainsAny("[]%") && IPAddress.TryParse(text, out _);
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(static p => p is "0" || p is not ['0', ..] && p.All(char.IsAsciiDigit) && byte.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    private static (int First, int Last)? Range(string text)
    {
        var dash = text.IndexOf('-');
        var (first, last) = dash < 0 ? (text, text) : (text[..dash], text[(dash + 1)..]);
        return ushort.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var low)
            && ushort.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var high) && low <= high
            ? (low, high)
            : null;
    }
}
