/** Keys of model providers. */
import type { Detector } from '../detector.js';
import { token } from '../token-detector.js';

export const AI: readonly Detector[] = [
  token({
    name: 'anthropic',
    about: 'Anthropic API keys',
    source: 'https://docs.anthropic.com/en/api/overview',
    starts: ['sk-ant-'],
    body: 'base64url',
    min: 20,
    mixed: true,
  }),
  token({
    name: 'openai',
    about: 'OpenAI keys: project, service account, admin and legacy, and the many compatible `sk-` keys',
    source: 'https://platform.openai.com/docs/api-reference/authentication',
    starts: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-service-', 'sk-None-', 'sk-or-v1-', 'sk-lf-', 'sk-'],
    body: 'base64url',
    min: 20,
    mixed: true,
    misses: [
      'class sk-loading-indicator-container',
      'sk-spinner-pulse-animation-x',
      'kex: host key algorithm sk-ecdsa-sha2-nistp256-cert-v01',
    ],
  }),
  token({ name: 'groq', about: 'Groq API keys', starts: ['gsk_'], body: 'base62', min: 40, mixed: true }),
  token({ name: 'xai', about: 'xAI API keys', starts: ['xai-'], body: 'base64url', min: 40, mixed: true }),
  token({
    name: 'perplexity',
    about: 'Perplexity keys',
    starts: ['pplx-'],
    body: 'base62',
    min: 40,
    mixed: true,
  }),
  token({
    name: 'replicate',
    about: 'Replicate tokens',
    starts: ['r8_'],
    body: 'base62',
    min: 37,
    mixed: true,
  }),
  token({
    name: 'huggingface',
    about: 'Hugging Face tokens',
    source: 'https://huggingface.co/docs/hub/security-tokens',
    starts: ['hf_', 'api_org_'],
    body: 'base62',
    min: 30,
  }),
  token({
    name: 'langsmith',
    about: 'LangSmith keys',
    starts: ['lsv2_pt_', 'lsv2_sk_'],
    body: 'word',
    min: 32,
  }),
  token({
    name: 'ai-other',
    about: 'Keys of Fireworks, Voyage, Pinecone, Cerebras, Tavily, NVIDIA and E2B',
    starts: ['fw_', 'pa-', 'pcsk_', 'csk-', 'tvly-', 'nvapi-', 'e2b_', 'jina_'],
    body: 'base64url',
    min: 24,
    mixed: true,
    misses: ['fw_version pa-rules', 'pa-internal-service-monitoring-agent'],
  }),
];
