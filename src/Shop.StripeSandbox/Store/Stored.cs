using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Shop.StripeSandbox.Flow;
using Shop.StripeSandbox.Resources;

namespace Shop.StripeSandbox.Store;

/// <summary>How objects are written into the file: their own fields, not the API's shape. Never a card number that is not a published test card's.</summary>
internal static class Stored
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new MetadataConverter(), new CardConverter(), new AddressConverter(), new ResourceConverter() },
    };

    public static byte[] Bytes<T>(T row) => JsonSerializer.SerializeToUtf8Bytes(row, Options);

    public static T Read<T>(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize<T>(body, Options) ?? throw new InvalidDataException($"An empty {typeof(T).Name} in the file.");

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T? Parse<T>(string? text) where T : class => text is null ? null : JsonSerializer.Deserialize<T>(text, Options);

    private sealed class MetadataConverter : JsonConverter<Metadata>
    {
        public override Metadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(Metadata.None.Values.AddRange(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options)!));

        public override void Write(Utf8JsonWriter writer, Metadata value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, text) in value.Values) writer.WriteString(key, text);
            writer.WriteEndObject();
        }
    }

    /// <summary>A published card by its number, and after it what was ordered of it instead.</summary>
    private sealed class CardConverter : JsonConverter<TestCard>
    {
        public override TestCard Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parts = reader.GetString()!.Split(' ');
            var card = TestCards.Find(parts[0]) ?? throw new InvalidDataException("The file names a card that is no test card.");
            return parts.Length == 1 ? card : card with { Challenge = Enum.Parse<Challenge>(parts[1]), Decline = CardOrder.DeclineOf(parts[2]) ?? card.Decline };
        }

        public override void Write(Utf8JsonWriter writer, TestCard value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value == TestCards.Find(value.Number) ? value.Number : $"{value.Number} {value.Challenge} {value.Decline?.DeclineCode}");
    }

    /// <summary>The address of a webhook endpoint, as it is now; null when its receiver does not listen yet.</summary>
    private sealed class AddressConverter : JsonConverter<Func<string?>>
    {
        public override bool HandleNull => true;

        public override Func<string?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var address = reader.GetString();
            return () => address;
        }

        public override void Write(Utf8JsonWriter writer, Func<string?> value, JsonSerializerOptions options) => writer.WriteStringValue(value());
    }

    /// <summary>The object of an event, with the name of its kind.</summary>
    private sealed class ResourceConverter : JsonConverter<IResource>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(IResource);

        public override IResource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            var name = reader.GetString();
            reader.Read();
            var kind = typeof(Event).Assembly.GetType($"{typeof(Event).Namespace}.{name}") ?? throw new InvalidDataException($"The file holds a {name}, which this version does not know.");
            var value = (IResource)JsonSerializer.Deserialize(ref reader, kind, options)!;
            reader.Read();
            return value;
        }

        public override void Write(Utf8JsonWriter writer, IResource value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(value.GetType().Name);
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndObject();
        }
    }
}
