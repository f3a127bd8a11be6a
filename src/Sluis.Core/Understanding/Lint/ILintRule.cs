using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>One thing that can be wrong with a platform.</summary>
internal interface ILintRule
{
    void Check(PlatformModel model, Findings findings);
}
