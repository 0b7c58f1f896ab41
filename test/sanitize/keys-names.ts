/** Key names as people write them: what must be hidden, and what only looks as if it must. */

function names(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

/** Names whose value is a secret. */
export const SENSITIVE_NAMES: Readonly<Record<string, readonly string[]>> = {
  passwords: names(
    'password Password PASSWORD passWord pass-word pass_word dbPassword db.password DB_PASSWORD',
    'dbpassword DBPASSWORD userpassword user_password newPassword oldPassword passwordConfirmation',
    'password_confirmation confirmPassword password2 PASSWORD_3 passwordHash password_digest',
    'encrypted_password passwd userPasswd pwd user_pwd mysql_pwd MYSQLPWD pgpassword PGPASSWORD pass',
    'dbPass smtp_pass SSHPASS RABBITMQ_DEFAULT_PASS passphrase pass_phrase passcode passCode',
    'keyPassphrase user[password] --password $password passwordValue keyPassword cache_password',
    'CACHE_PASSWORD primary_password passwordFromEnv passwort contraseña contrasen\u0303a пароль 密码 用户密码',
    'ｐａｓｓｗｏｒｄ acmepassword acmePassword DOCKER_PASSWORD GPG_PASSPHRASE PASSWORDS rootPassword',
    'rootpassword adminpass userpass DBPASS dbpass mailpass passwordSalt currentPassword repeatPassword',
    'password_repeat passwordRepeat passwordAgain Passwords',
  ),
  'tokens and sessions': names(
    'jwtSecret JWT_SECRET SESSION_SECRET token accessToken access_token ACCESS_TOKEN accesstoken',
    'refreshToken id_token idToken authToken auth_token AUTHTOKEN X-Auth-Token x-access-token',
    'X-Vault-Token PRIVATE-TOKEN private_token githubToken GITHUB_TOKEN GH_TOKEN botToken csrfToken',
    'csrf_token x-csrf-token X-XSRF-TOKEN xsrfToken csrfmiddlewaretoken authenticity_token',
    '__RequestVerificationToken sessionToken session_token sessionId session_id SESSIONID sessionid',
    'PHPSESSID JSESSIONID connect.sid sid session jwt jwtToken userJwt bearer bearerToken sessionCookie',
    'X-Amz-Security-Token x-amz-security-token user[0].token @token npm_token',
    '//registry.npmjs.org/:_authToken tokenHash tokenB64 tokenForUser oauth2Token oauth_token oauthToken',
    'TOKEN_V2 apiToken apitoken JWTs tokens',
  ),
  keys: names(
    'secret_key_base secretKeyBase SECRET_KEY secretKey secretkey secretAccessKey AWS_SECRET_ACCESS_KEY',
    'awsSecretAccessKey apiKey api_key api-key API_KEY apikey APIKEY APIkey ApiKey x-api-key X_API_KEY',
    'xApiKey openaiApiKey OPENAI_API_KEY apikey2 apiKeys privateKey private_key PRIVATE_KEY privatekey',
    'signingKey encryptionKey ENCRYPTION_KEY masterKey accountKey AccountKey sharedAccessKey',
    'SharedAccessKey subscriptionKey Ocp-Apim-Subscription-Key X-Functions-Key authKey deployKey',
    'licenseKey sshKey ssh_key hmacKey x-goog-api-key private_key_pem DD-API-KEY stripe_secret_key_live',
    'API_KEY_PROD HEROKU_API_KEY APIKeys apiKEYS',
  ),
  'secrets and credentials': names(
    'secret clientSecret client_secret CLIENT_SECRET clientsecret appSecret webhookSecret credential',
    'credentials awsCredentials dbCredentials creds connectionString connection_string ConnectionStrings',
    'dsn SENTRY_DSN databaseDsn totpSecret creditCard creditCardNumber creditcard creditcardnumber',
    'mnemonic seedPhrase seed_phrase recoveryCode recoveryCodes recovery_codes backupCodes backup_code',
    'cf-access-client-secret secretId role.secret_id secretBase64 authSecret nextauth_secret secrets',
  ),
  headers: names(
    'authorization Authorization AUTHORIZATION HTTP_AUTHORIZATION proxy-authorization Proxy-Authorization',
    'proxyAuthorization headers.authorization req.headers.authorization http.request.header.authorization',
    'authorizationHeader cookie Cookie set-cookie Set-Cookie setCookie cookies',
    'http.request.header.set_cookie auth _auth basicAuth x-hub-signature X-Hub-Signature-256',
    'NPM_CONFIG__AUTH REDISCLI_AUTH',
  ),
  'numbers of people and cards': names(
    'pin PIN userPin pinCode pin_code pin_number otp OTP otpCode smsOtp totp mfaCode mfa_code',
    'verificationCode cvv CVV cvv2 cvc cvvCode cardCvv csc securityCode ssn SSN userSsn',
    'socialSecurityNumber social_security_number pan cardNumber card_number CARDNUMBER cardnumber',
    'ccNumber userPINs otps SSNs',
  ),
};

/** Names whose value everybody may read. */
export const HARMLESS_NAMES: Readonly<Record<string, readonly string[]>> = {
  'counts, limits and states of something secret': names(
    'tokenizer secretary cookieBanner cookie_banner cookieConsent session_count sessionCount tokenCount',
    'token_count max_tokens maxTokens MAX_TOKENS passwordMinLength password_min_length passwordChangedAt',
    'password_changed_at hasPassword has_password tokenType token_type tokenExpiresIn tokenExpiry',
    'secretName secret_name secretArn secretVersion tokenId passwordPolicy passwordHint password_hint',
    'passwordStrength passwordResetAt isSecret showPassword hidePassword enableTokens allowCookies',
    'access-control-allow-credentials promptTokens prompt_tokens completion_tokens input_tokens',
    'outputTokens total_tokens cached_tokens cache_read_input_tokens tokensUsed usage.prompt_tokens',
    'tokenUsage tokenBudget tokenLimit sessionDuration sessionTimeout session_ttl sessionName',
    'secretaryName cookieName cookiePath cookieDomain cookiePolicy sessionStorage session_store',
    'secretCount passwordLastChanged tokenIssuer tokenEndpoint tokenSource token_uri tokenUrl',
    'credentialId credentialType session_state subsession obsession sessionizer jwtIssuer jwtAlgorithm',
    'jwt_expiry cvcCheck cvc_check cvvResult otpEnabled otpLength hasOtp secretRotation numTokens',
    'num_secrets totalPasswords minPasswordLength maxPasswordAge passwordRequired password_required',
    'passwordless passwordEnabled tokenValid token_valid secretStatus credentialsProvider credentialScope',
    'userTokenCount tokenLabel tokenTemplate tokenScopes token_scope tokenStatus secret_method',
  ),
  'keys that open nothing': names(
    'keyboard keyword keywords monkey turkey publicKey public_key keyId key_id key keys primaryKey',
    'primary_key foreignKey partitionKey sortKey cacheKey cache_key idempotencyKey idempotency-key',
    'routingKey routing_key apiKeyId api_key_id accessKeyId access_key_id keyName keyPath keyCode',
    'keyspace keyLength keys.length hotkey objectKey s3Key redisKey lookupKey translationKey rowKey',
    'itemKey storageKey shortcutKey sec-websocket-key publicApiKey publishableKey stripePublishableKey',
    'public_key_pem hasApiKey is_api_key_valid apiKeyCount apiKeyPrefix keyRotation key_version keyType',
    'keyAlgorithm',
  ),
  'words that look alike': names(
    'author authority authorId author_id passenger compass bypass pinned spinner shipping opinion ping',
    'discard dashboard cardinality cardBrand card_brand credits code state nonce signature expires_in jti',
    'requiresAuth requires_auth Access-Control-Allow-Origin authenticated authentication authMethod',
    'auth_method authProvider authUrl authStatus authorName authorEmail oauthProvider oauth authorized',
    'unauthorized authorizationUrl passport passes passportNumber passive passage surpass trespass overpass',
    'encompass passed passing pass_rate passRate testPass boardingPass pinterest pinecone pineapple',
    'pinboard mapPin gpioPin pinCount spin pinning opinionated compassionate cardHolder cardType',
    'cardCount card.brand statusCode status_code errorCode zipCode postalCode countryCode promoCode',
    'barcode qrCode areaCode code_challenge emailSignature methodSignature signatureAlgorithm certificate',
    'cert fingerprint hash sha256 md5 etag digest salt checksum uuid userId user_name username email',
    'traceId span_id requestId correlationId accountId accountNumber accountSid messageSid callSid side',
    'sidebar residue panel pancake expand company panic japan span dsnName connection connections',
    'connectionCount credit creditLimit debit ssnLast4 lesson pinEnabled pinLength auth_type authType',
    'x-request-id content-type user-agent accept cache-control if-none-match www-authenticate',
    'x-forwarded-for',
  ),
};
