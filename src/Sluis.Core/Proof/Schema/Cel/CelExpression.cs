using System.Globalization;

namespace Sluis.Core.Proof.Schema.Cel;

/// <summary>A parsed expression of the Common Expression Language. https://github.com/google/cel-spec/blob/master/doc/langdef.md</summary>
internal abstract class CelExpression
{
    private CelExpression() { }

    public abstract object? Evaluate(CelFrame frame);

    public sealed class Literal(object? value) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => value;
    }

    public sealed class Variable(int slot) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => frame[slot];
    }

    public sealed class ListOf(CelExpression[] items) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => Array.ConvertAll(items, i => i.Evaluate(frame));
    }

    public sealed class Select(CelExpression of, string field) : CelExpression
    {
        /// <summary>For <c>has(…)</c>.</summary>
        public object Exists(CelFrame frame) => of.Evaluate(frame) is CelObject map ? map.Field(field) is not null : CelError.Instance;

        public override object? Evaluate(CelFrame frame) => of.Evaluate(frame) is CelObject map ? map.Field(field) ?? CelError.Instance : CelError.Instance;
    }

    public sealed class Has(Select field) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => field.Exists(frame);
    }

    public sealed class Index(CelExpression of, CelExpression at) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => (of.Evaluate(frame), at.Evaluate(frame)) switch
        {
            (object?[] list, long index) when index >= 0 && index < list.Length => list[index],
            (CelObject map, string key) => map.Field(key) ?? CelError.Instance,
            _ => CelError.Instance,
        };
    }

    public sealed class Not(CelExpression of) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => of.Evaluate(frame) is bool value ? !value : CelError.Instance;
    }

    public sealed class Negative(CelExpression of) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => of.Evaluate(frame) switch { long value => -value, double value => -value, _ => CelError.Instance };
    }

    /// <summary>An error on one side does not matter when the other decides.</summary>
    public sealed class And(CelExpression left, CelExpression right) : CelExpression
    {
        public override object? Evaluate(CelFrame frame)
        {
            var a = left.Evaluate(frame);
            if (a is false)
                return false;
            var b = right.Evaluate(frame);
            return b is false ? false : a is true && b is true ? true : CelError.Instance;
        }
    }

    public sealed class Or(CelExpression left, CelExpression right) : CelExpression
    {
        public override object? Evaluate(CelFrame frame)
        {
            var a = left.Evaluate(frame);
            if (a is true)
                return true;
            var b = right.Evaluate(frame);
            return b is true ? true : a is false && b is false ? false : CelError.Instance;
        }
    }

    public sealed class Choice(CelExpression condition, CelExpression yes, CelExpression no) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => condition.Evaluate(frame) switch
        {
            true => yes.Evaluate(frame),
            false => no.Evaluate(frame),
            _ => CelError.Instance,
        };
    }

    public sealed class Relation(string sign, CelExpression left, CelExpression right) : CelExpression
    {
        public override object? Evaluate(CelFrame frame)
        {
            var (a, b) = (left.Evaluate(frame), right.Evaluate(frame));
            if (a is CelError || b is CelError)
                return CelError.Instance;
            return sign switch
            {
                "==" => CelValues.AreEqual(a, b),
                "!=" => !CelValues.AreEqual(a, b),
                "in" => b switch
                {
                    object?[] list => Array.Exists(list, i => CelValues.AreEqual(a, i)),
                    CelObject map when a is string key => map.Field(key) is not null,
                    _ => CelError.Instance,
                },
                _ when CelValues.Compare(a, b) is { } order => sign switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 },
                _ => CelError.Instance,
            };
        }
    }

    public sealed class Arithmetic(char sign, CelExpression left, CelExpression right) : CelExpression
    {
        public override object? Evaluate(CelFrame frame) => (left.Evaluate(frame), right.Evaluate(frame)) switch
        {
            (long a, long b) => Whole(a, b),
            (long or double, long or double) pair => Real(Convert.ToDouble(pair.Item1, CultureInfo.InvariantCulture), Convert.ToDouble(pair.Item2, CultureInfo.InvariantCulture)),
            (string a, string b) when sign == '+' => a + b,
            (object?[] a, object?[] b) when sign == '+' => (object?[])[.. a, .. b],
            (CelDuration a, CelDuration b) when sign is '+' or '-' => new CelDuration(sign == '+' ? a.Seconds + b.Seconds : a.Seconds - b.Seconds),
            _ => CelError.Instance,
        };

        private object Whole(long a, long b) => sign switch
        {
            '+' => unchecked(a + b),
            '-' => unchecked(a - b),
            '*' => unchecked(a * b),
            _ when b is 0 or -1 => b == 0 ? CelError.Instance : sign == '/' ? unchecked(-a) : 0L,
            '/' => a / b,
            _ => a % b,
        };

        private object Real(double a, double b) => sign switch { '+' => a + b, '-' => a - b, '*' => a * b, '/' => a / b, _ => CelError.Instance };
    }

    /// <summary>all, exists, exists_one, filter and map: over the items of a list or the keys of a mapping.</summary>
    public sealed class Macro(string name, CelExpression over, int slot, CelExpression body) : CelExpression
    {
        public override object? Evaluate(CelFrame frame)
        {
            object?[]? items = over.Evaluate(frame) switch
            {
                object?[] list => list,
                CelObject map => [.. map.Node.Entries.Select(static e => e.Key)],
                _ => null,
            };
            if (items is null)
                return CelError.Instance;
            var (holding, errors) = (0, 0);
            var results = name is "filter" or "map" ? new List<object?>(items.Length) : null;
            foreach (var item in items)
            {
                if (frame.IsSpent)
                    return CelError.Instance;
                frame[slot] = item;
                var result = body.Evaluate(frame);
                if (name == "map")
                {
                    results?.Add(result);
                    errors += result is CelError ? 1 : 0;
                    continue;
                }
                errors += result is bool ? 0 : 1;
                if (result is true)
                {
                    holding++;
                    results?.Add(item);
                }
                if (name == "all" && result is false)
                    return false;
                if (name == "exists" && result is true)
                    return true;
            }
            if (errors > 0)
                return CelError.Instance;
            return name switch
            {
                "all" => true,
                "exists" => false,
                "exists_one" => holding == 1,
                _ => results?.ToArray(),
            };
        }
    }

    public sealed class Call(CelFunction function, CelExpression[] arguments) : CelExpression
    {
        public override object? Evaluate(CelFrame frame)
        {
            var values = new object?[arguments.Length];
            for (var i = 0; i < values.Length; i++)
                if ((values[i] = arguments[i].Evaluate(frame)) is CelError error)
                    return error;
            return function(frame, values);
        }
    }
}

/// <summary>A method's object is its first argument.</summary>
internal delegate object? CelFunction(CelFrame frame, object?[] arguments);
