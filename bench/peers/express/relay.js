// Passes every GET to the upstream with a token: node relay.js <port> <upstream> <token>
import http from 'node:http';
import axios from 'axios';
import express from 'express';

const [port, upstream, token] = process.argv.slice(2);
const client = axios.create({
  baseURL: upstream,
  httpAgent: new http.Agent({ keepAlive: true }),
  headers: { Authorization: `Bearer ${token}` },
  validateStatus: () => true,
});
const application = express();
application.get('/{*path}', async (request, response) => {
  const answer = await client.get(request.path);
  response.status(answer.status).json(answer.data);
});
application.listen(Number(port), '127.0.0.1');
