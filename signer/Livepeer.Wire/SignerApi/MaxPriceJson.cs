namespace Livepeer.Wire.SignerApi;

/// <summary>The member maxPrice of requests and webhook answers.</summary>
internal static class MaxPriceJson
{
    private static readonly string[] Names = ["price", "currency", "unit"];

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <returns>Null when it is null.</returns>
    public static MaxPrice? Read(ref GoObjectReader json)
    {
        if (!json.BeginObject("maxPrice"))
        {
            return null;
        }

        string price = "", currency = "", unit = "";
        for (var member = json.Next(Names); member >= 0; member = json.Next(Names))
        {
            switch (member)
            {
                case 0:
                    json.NumberText("maxPrice.price", ref price);
                    break;
                case 1:
                    json.Text("maxPrice.currency", ref currency);
                    break;
                case 2:
                    json.Text("maxPrice.unit", ref unit);
                    break;
            }
        }

        return new MaxPrice(price, currency, unit);
    }
}
