using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sluis.Core.Yaml;

/// <summary>
/// YAML into a buffer of bytes, without an allocation per scalar. Knows which of plain, single quotes, double quotes and
/// literal block holds a text. <see cref="Flush"/> ends the document; until then nothing counts as written.
/// </summary>
internal ref struct YamlText(IBufferWriter<byte> output)
{
    private static readonly SearchValues<byte> MustEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static c => (byte)c), (byte)'"', (byte)'\\', 0x7f, 0xc2, 0xe2, 0xef]);

    private Span<byte> free;
    private int used;
    private byte[] scratch = ArrayPool<byte>.Shared.Rent(1024);

    public void Flush()
    {
        Raw("\n"u8);
        output.Advance(used);
        free = [];
        used = 0;
        ArrayPool<byte>.Shared.Return(scratch);
        scratch = [];
    }

    /// <summary>A buffer for the bytes of one scalar; the next call may take it back.</summary>
    public Span<byte> Scratch(int size)
    {
        if (scratch.Length < size)
        {
            ArrayPool<byte>.Shared.Return(scratch);
            scratch = ArrayPool<byte>.Shared.Rent(size);
        }
        return scratch;
    }

    /// <summary>The bytes of a text, valid until the next scalar.</summary>
    public ReadOnlySpan<byte> Bytes(string text)
    {
        var buffer = Scratch(Encoding.UTF8.GetMaxByteCount(text.Length));
        return buffer[..Encoding.UTF8.GetBytes(text, buffer)];
    }

    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        used += bytes.Length;
    }

    public void NewLine(int indent)
    {
        var room = Room(indent + 1);
        room[0] = (byte)'\n';
        room.Slice(1, indent).Fill((byte)' ');
        used += indent + 1;
    }

    public void Inline(scoped ReadOnlySpan<byte> bytes, bool afterKey)
    {
        if (afterKey)
            Raw(" "u8);
        Raw(bytes);
    }

    /// <summary>
    /// Several lines become a block, unless they begin with a tab: kustomize reads such a block, writes it again without the
    /// indentation, and then refuses what it wrote.
    /// </summary>
    /// <param name="indent">Where the lines of a block begin: two deeper than the key or the dash.</param>
    public void Value(scoped ReadOnlySpan<byte> text, int indent, bool afterKey)
    {
        if (afterKey)
            Raw(" "u8);
        if (PlainScalar.Is(text))
            Raw(text);
        else if (Look(text) is { Lines: true, Special: false } && text[0] != '\t' && text.IndexOfAnyExcept((byte)'\n') >= 0)
            Block(text, Math.Max(indent, 2));
        else
            Quoted(text);
    }

    /// <summary>A key. YamlDotNet, which reads our own output back, loses the colon after a plain key that ends in an alias (<c>a *b:</c>).</summary>
    public void Key(scoped ReadOnlySpan<byte> text)
    {
        if (PlainScalar.Is(text) && text.IndexOf(" *"u8) < 0)
            Raw(text);
        else
            Quoted(text);
    }

    private void Quoted(scoped ReadOnlySpan<byte> text)
    {
        if (Look(text) != default)
        {
            DoubleQuoted(text);
            return;
        }
        Raw("'"u8);
        Raw(text);
        Raw("'"u8);
    }

    /// <param name="Lines">More than one line.</param>
    /// <param name="Special">Something that only an escape can write.</param>
    /// <param name="Other">Something that single quotes hold badly: a quote, a tab, a character beyond the basic plane.</param>
    private readonly record struct Looks(bool Lines, bool Special, bool Other);

    private static Looks Look(scoped ReadOnlySpan<byte> text)
    {
        var (lines, special, other) = (false, false, false);
        for (var i = 0; i < text.Length; i++)
            switch (text[i])
            {
                case (byte)'\n':
                    lines = true;
                    break;
                case (byte)'\t' or (byte)'\'' or >= 0xf0:
                    other = true;
                    break;
                case < 0x20 or 0x7f or 0xc2 or 0xe2 or 0xef:
                    special |= Escaped(text[i..]) > 0;
                    break;
            }
        return new(lines, special, other);
    }

    /// <summary>
    /// How many bytes at the start of the text are a character that YAML cannot or should not show: controls, the line ends of
    /// YAML 1.1 (U+0085, U+2028, U+2029), the byte order mark and non-characters. Zero when it is none of these.
    /// </summary>
    private static int Escaped(scoped ReadOnlySpan<byte> text) => text switch
    {
        [< 0x20 or 0x7f, ..] => 1,
        [0xc2, < 0xa0, ..] => 2,
        [0xe2, 0x80, 0xa8 or 0xa9, ..] => 3,
        [0xef, 0xbb, 0xbf, ..] or [0xef, 0xbf, 0xbe or 0xbf, ..] => 3,
        _ => 0,
    };

    private void Block(scoped ReadOnlySpan<byte> text, int indent)
    {
        var body = text.TrimEnd((byte)'\n');
        var ends = text.Length - body.Length;
        Raw("|"u8);
        // Where the indentation begins could not be told from the first line.
        if (text[0] is (byte)' ' or (byte)'\n')
            Raw("2"u8);
        if (ends != 1)
            Raw(ends == 0 ? "-"u8 : "+"u8);
        while (true)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            NewLine(line.IsEmpty ? 0 : indent);
            Raw(line);
            if (end < 0)
                break;
            body = body[(end + 1)..];
        }
        for (; ends > 1; ends--)
            Raw("\n"u8);
    }

    private void DoubleQuoted(scoped ReadOnlySpan<byte> text)
    {
        Raw("\""u8);
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(MustEscape);
            if (run < 0)
                break;
            Raw(text[..run]);
            text = text[run..];
            text = text[Escape(text)..];
        }
        Raw(text);
        Raw("\""u8);
    }

    /// <summary>Writes the character at the start of the text, escaped if need be; returns its length.</summary>
    private int Escape(scoped ReadOnlySpan<byte> text)
    {
        var escape = text[0] switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\t' => "\\t"u8,
            (byte)'\r' => "\\r"u8,
            _ => [],
        };
        if (!escape.IsEmpty)
        {
            Raw(escape);
            return 1;
        }
        if (Escaped(text) is var length and > 0)
        {
            Rune.DecodeFromUtf8(text, out var rune, out _);
            UnicodeEscape(rune.Value);
            return length;
        }
        Raw(text[..1]);
        return 1;
    }

    private void UnicodeEscape(int value)
    {
        var room = Room(6);
        "\\u"u8.CopyTo(room);
        for (var i = 0; i < 4; i++)
            room[2 + i] = "0123456789abcdef"u8[(value >> (12 - 4 * i)) & 0xf];
        used += 6;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int size)
    {
        if (free.Length - used < size)
            Grow(size);
        return free[used..];
    }

    private void Grow(int size)
    {
        output.Advance(used);
        free = output.GetSpan(Math.Max(size, 4096));
        used = 0;
    }
}
