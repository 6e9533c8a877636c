import { openMongoStore } from '../../src/store/mongo/open-mongo-store.ts';
import { describeStore } from './contract.ts';
import { describeOnMongo } from './mongo-database.ts';

describeOnMongo('the contract', ({ url }) => {
  describeStore('MongoDB', () => openMongoStore({ url }));
});
