using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Lint;

/// <summary>latest, or no tag. An image that the platform builds gets its tag from the pipeline.</summary>
internal sealed class UnpinnedImage : ILintRule
{
    public void Check(PlatformModel model, Findings findings)
    {
        foreach (var service in model.Services)
            if (service is { Build: null, Image: { IsPinned: false } image })
                findings.Add(UnderstandingDiagnostics.Latest(service.At, service.Key, image.ToString()));
    }
}
