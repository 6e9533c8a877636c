import express from 'express';
import { beforeAny, type Middleware } from '../middleware.ts';

/** Reads a small form; every value is text, or a list of texts when a name stands twice. */
export const readForm: Middleware = beforeAny(
  express.urlencoded({
    extended: false,
    limit: 16 * 1024,
    parameterLimit: 20,
    inflate: false,
  }),
);
