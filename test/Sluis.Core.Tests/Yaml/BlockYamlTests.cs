using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sluis.Core.Yaml;
using Xunit;

namespace Sluis.Core.Tests.Yaml;

/// <summary>The quick reader may give up whenever it likes; what it reads must be what the general parser reads, to the place.</summary>
public class BlockYamlTests
{
    private static readonly string[] Pieces =
    [
        "a: 1", "b:", "c: text", "d: http://x:80/y # note", "e: {}", "f: []", "g: [a, \"b c\", 1, 'x']", "h: [1.5, true]", "\"q\": v", "'s': t", "80: x", "n: ~", "n:   ",
        "- x", "- k: v", "-", "- - y", "- |", "- \"x\": y", "- 'p: q'", "-   wide: 1", "- a:", "- [CMD, curl]", "- {}", "-x", "- # only a note",
        "l: |", "m: |-", "o: |+", "p: >", "line of text", "  deeper", "k: \"a\\nb \\\" \\\\\"", "k2: 'it''s'", "r: \"open", "t: 'open", "u: a: b", "v: - z", "w:x", "y: a #b", "z: a#b",
        "# note", "", "   ", "&a aa: c", "ab: *a", "ac: !!str 1", "? ad", "---", "...", "%TAG", "ae: \u00e9\u20ac", "\u00e9: 1", "<<: {}", "af: [a, b", "ag: [a, ]", "ah: [a: b]", "ai: {a: b}",
        "aj: -1", "ak: - ", "al: -", "am: :x", "an: ::", "ao: a:", "ap: [-, b]", "aq: [\"a\" b]", "ar: 'x' y", "as: 'x' # y", "at: 'x'#y", "au : 1", "av: a, b", "aw: [a,b]", "ax: [a b , c]", "ay: @x", "az: 0o17", "ba: \"\\u0041\"", "bb: |2", "bc: [http://a:1]", "bd: [a:b]",
    ];

    private static Gen<string> Lines() =>
        from indents in Gen.Choose(0, 3).ListOf()
        from pieces in Gen.Elements(Pieces).ListOf(indents.Count)
        select Text([.. indents], [.. pieces]);

    private static string Text(int[] indents, string[] pieces)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pieces.Length; i++)
            text.Append(' ', indents[i] * 2 - (indents[i] == 3 ? 1 : 0)).Append(pieces[i]).Append('\n');
        return text.ToString();
    }

    [Property(MaxTest = 20_000)]
    public Property What_is_read_quickly_is_what_the_general_parser_reads() => Prop.ForAll(Lines().ToArbitrary(), static text => Same(text));

    [Fact]
    public void The_writers_output_is_read_quickly()
    {
        const string Manifest = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              labels:
                app.kubernetes.io/name: web
              name: web
            spec:
              template:
                spec:
                  containers:
                  - args:
                    - --port
                    - '8080'
                    env: []
                    image: web:1
                    command:
                    - sh
                    - -c
                    - |
                      set -e

                      exec web
                  volumes: [{}]
                  emptyDir: {}

            """;
        Assert.Null(BlockYaml.Read("f", Manifest, YamlLimits.Default, false));
        var plain = Manifest.Replace("[{}]", "[]", StringComparison.Ordinal);
        Assert.NotNull(BlockYaml.Read("f", plain, YamlLimits.Default, false));
        Assert.True(Same(plain));
    }

    [Fact]
    public void Real_files_are_read_the_same()
    {
        var quick = 0;
        foreach (var file in Directory.EnumerateFiles(SharedData.Require("corpus"), "*.y*ml", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(SharedData.Require("crds"), "*.yaml", SearchOption.AllDirectories).Where(static f => new FileInfo(f).Length < 200_000)))
        {
            var text = File.ReadAllText(file);
            Assert.True(Same(text), file);
            quick += BlockYaml.Read("f", text, YamlLimits.Default, false) is null ? 0 : 1;
        }
        Assert.True(quick > 100, $"{quick} files were read quickly");
    }

    private static bool Same(string text)
    {
        foreach (var keysMustBeText in new[] { false, true })
            if (BlockYaml.Read("f", text, YamlLimits.Default, keysMustBeText) is { } quick)
            {
                var builder = new YamlTreeBuilder("f", text, YamlLimits.Default, keysMustBeText);
                var documents = builder.Documents();
                if (documents.Count != 1 || builder.Faults.Count > 0 || Show(documents[0]) != Show(quick))
                    throw new InvalidOperationException($"{text}\nquick: {Show(quick)}\ngeneral: {string.Join(" --- ", documents.Select(Show))}");
            }
        return true;
    }

    private static string Show(Node node) => node switch
    {
        MapNode map => $"{map.Span}{{{string.Join(", ", map.Entries.Select(static e => $"{e.KeySpan}{e.Key}={Show(e.Value)}"))}}}",
        ListNode list => $"{list.Span}[{string.Join(", ", list.Items.Select(Show))}]",
        ScalarNode scalar => $"{scalar.Span}{scalar.Kind}<{scalar.Text}>",
        _ => "?",
    };
}
