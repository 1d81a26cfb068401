import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;

/**
 * What the brokers of AWS MSK do with a token, as far as AWS documents it: the token is a signed link to
 * kafka.REGION.amazonaws.com with the action kafka-cluster:Connect, good for X-Amz-Expires seconds from X-Amz-Date.
 * The role's key comes with the listener's JAAS options (region, accessKeyId, secretAccessKey). When the session itself ends
 * is sealed in AWS's session token; the fake STS of the tests writes it at its end, in milliseconds: SOMETHING.1767225600000.
 */
public class MskIamValidator implements AuthenticateCallbackHandler {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private Map<String, ?> options;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {
        options = jaas.get(0).getOptions();
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (!(callback instanceof OAuthBearerValidatorCallback)) throw new UnsupportedCallbackException(callback);
            OAuthBearerValidatorCallback asked = (OAuthBearerValidatorCallback) callback;
            try {
                asked.token(check(asked.tokenValue()));
            } catch (GeneralSecurityException | RuntimeException reason) {
                asked.error("invalid_token: " + reason.getMessage(), null, null);
            }
        }
    }

    private OAuthBearerToken check(String value) throws GeneralSecurityException {
        URI link = URI.create(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8));
        Map<String, String> query = new TreeMap<>();
        for (String pair : link.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(decode(parts[0]), decode(parts[1]));
        }
        String region = option("region");
        demand(link.getScheme().equals("https") && link.getHost().equals("kafka." + region + ".amazonaws.com"), "wrong host");
        demand("kafka-cluster:Connect".equals(query.get("Action")), "wrong action");
        String date = query.get("X-Amz-Date");
        String scope = date.substring(0, 8) + "/" + region + "/kafka-cluster/aws4_request";
        demand((option("accessKeyId") + "/" + scope).equals(query.get("X-Amz-Credential")), "unknown credential");
        demand(signature(link.getHost(), query, date, scope).equals(query.get("X-Amz-Signature")), "wrong signature");

        long from = Instant.from(DATE.parse(date)).toEpochMilli();
        int seconds = Integer.parseInt(query.get("X-Amz-Expires"));
        demand(seconds > 0 && seconds <= 900, "good for too long");
        String session = query.get("X-Amz-Security-Token");
        long until = Math.min(from + seconds * 1000L, Long.parseLong(session.substring(session.lastIndexOf('.') + 1)));
        demand(System.currentTimeMillis() < until, "expired");
        return new Token(value, from, until);
    }

    /** Signature Version 4 of the link. The user agent is added to it after signing. */
    private String signature(String host, Map<String, String> query, String date, String scope) throws GeneralSecurityException {
        String signed = query.entrySet().stream()
            .filter(one -> !one.getKey().equals("X-Amz-Signature") && !one.getKey().equals("User-Agent"))
            .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&"));
        String request = "GET\n/\n" + signed + "\nhost:" + host + "\n\nhost\n" + sha256("");
        byte[] key = ("AWS4" + option("secretAccessKey")).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) key = hmac(key, part);
        return HexFormat.of().formatHex(hmac(key, "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(request)));
    }

    private String option(String name) {
        return String.valueOf(options.get(name));
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) throw new IllegalArgumentException(otherwise);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    @Override
    public void close() {}

    private record Token(String value, long from, long until) implements OAuthBearerToken {
        @Override
        public Set<String> scope() {
            return Set.of();
        }

        @Override
        public long lifetimeMs() {
            return until;
        }

        @Override
        public String principalName() {
            return "msk-role";
        }

        @Override
        public Long startTimeMs() {
            return from;
        }
    }
}
